package io.retour.claims;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long claims wait for people.
 *
 * @param evidenceReminder after how long a shopper who was asked for a photo is reminded
 * @param evidenceLimit after how long an agent decides without one
 * @param choiceLimit after how long a shopper who does not choose a remedy is paid back
 * @param objectionLimit how long a shopper can object to a no
 * @param repairLimit how long a repair may take, from asking for it; longer is not a reasonable
 *     time (Directive (EU) 2019/771 Art. 14(1)(b)), and the piece is replaced or refunded
 */
@ConfigurationProperties("retour.claims")
public record ClaimProperties(
    @DefaultValue("P3D") Duration evidenceReminder,
    @DefaultValue("P7D") Duration evidenceLimit,
    @DefaultValue("P7D") Duration choiceLimit,
    @DefaultValue("P14D") Duration objectionLimit,
    @DefaultValue("P30D") Duration repairLimit) {}
