package io.retour.notifications;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mails leave Retour. Where the mail server is stands under {@code spring.mail}.
 *
 * @param mailFrom the sender's address on all mails
 * @param mailInterval how long after a look into the mail outbox the next one follows
 * @param mailGivenUpAfter for how long a mail that is not taken is tried again; then it stands in
 *     the case file as not delivered (RFC 5321, 4.5.4.1: at least four to five days)
 */
@ConfigurationProperties("retour")
public record MailProperties(
    @DefaultValue("returns@localhost") String mailFrom,
    @DefaultValue("PT1S") Duration mailInterval,
    @DefaultValue("P5D") Duration mailGivenUpAfter) {}
