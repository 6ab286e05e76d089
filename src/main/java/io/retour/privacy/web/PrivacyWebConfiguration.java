package io.retour.privacy.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Every page passes the audit; what is not audited passes it by. */
@Configuration
class PrivacyWebConfiguration implements WebMvcConfigurer {

  private final AuditInterceptor audit;

  PrivacyWebConfiguration(AuditInterceptor audit) {
    this.audit = audit;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(audit);
  }
}
