package io.retour.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Who goes back to a page that was the answer to a form sees it again as it was. Without this a
 * browser, which may not keep such a page at all, shows an error page of its own that asks to send
 * the form again. The shopper's own browser may keep it, and asks us before it shows it for any
 * other reason; a page that changed something is never kept.
 */
@Configuration(proxyBeanMethods = false)
class BackButton implements WebMvcConfigurer, HandlerInterceptor {

  private static final String KEPT = CacheControl.noCache().cachePrivate().getHeaderValue();

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(this)
        .addPathPatterns(
            "/p/*/order", "/p/*/options", "/p/*/withdraw", "/p/*/withdraw/review", "/p/*/claim");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (HttpMethod.POST.matches(request.getMethod())) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, KEPT);
    }
    return true;
  }
}
