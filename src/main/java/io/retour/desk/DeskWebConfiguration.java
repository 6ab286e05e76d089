package io.retour.desk;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The screens that are scanned at work through a short loss of network. */
@Configuration
class DeskWebConfiguration implements WebMvcConfigurer {

  private final QueuedForms queued;

  DeskWebConfiguration(QueuedForms queued) {
    this.queued = queued;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(queued).addPathPatterns("/warehouse/**", "/store/**");
  }
}
