package io.retour.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What is public and the same for many may be kept, as long as it is what the tables say. */
@Configuration
class PolicyCaching implements WebMvcConfigurer {

  private static final Pattern PUBLIC =
      Pattern.compile("/widget\\.js|/p/[^/]+/policy(\\.jsonld|/preview)?");

  /** The tag is the content's, so that it changes when a table or a text does. */
  @Bean
  FilterRegistrationBean<ShallowEtagHeaderFilter> policyTags() {
    return new FilterRegistrationBean<>(
        new ShallowEtagHeaderFilter() {
          @Override
          protected boolean shouldNotFilter(HttpServletRequest request) {
            return !PUBLIC.matcher(request.getRequestURI()).matches();
          }
        });
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/widget.js")
        .addResourceLocations("classpath:/static/")
        .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic());
  }
}
