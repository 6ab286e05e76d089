package io.retour.notifications;

import io.retour.shared.health.OutsideSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Whether the mail server lets Retour in. */
@Configuration
class MailServerHealth {

  /** Has the name of Spring Boot's own, which it replaces. */
  @Bean
  OutsideSystem mailHealthIndicator(JavaMailSenderImpl sender) {
    return new OutsideSystem("The mail server", sender::testConnection);
  }
}
