package io.retour.withdrawal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the withdrawal function.
 *
 * @param reminderAfter how long an agent may take to identify a contract or to stop a shipment
 *     before a reminder, and from then on between two reminders
 * @param clarificationLimit how long an agent may take to prove that an exemption applies; after it
 *     the withdrawal counts as in time
 */
@ConfigurationProperties("retour.withdrawal")
public record WithdrawalProperties(
    @DefaultValue("P1D") Duration reminderAfter,
    @DefaultValue("P3D") Duration clarificationLimit) {}
