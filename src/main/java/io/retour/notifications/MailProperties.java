package io.retour.notifications;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mails leave Retour. Where the mail server is stands under {@code spring.mail}.
 *
 * @param mailFrom the sender's address on all mails
 * @param mailInterval how long after a look into the mail outbox the next one follows
 */
@ConfigurationProperties("retour")
public record MailProperties(
    @DefaultValue("returns@localhost") String mailFrom,
    @DefaultValue("PT1S") Duration mailInterval) {}
