package io.retour.returns;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of stopping what was not delivered yet.
 *
 * @param reminderAfter how long an agent may take before a reminder, and from then on between two
 *     reminders
 * @param limit after how long without an answer the goods count as stopped, unless they were
 *     reported as delivered meanwhile: the money is due fourteen days after the notice (CRD Art.
 *     13(1))
 */
@ConfigurationProperties("retour.stop-shipment")
public record StopShipmentProperties(
    @DefaultValue("P1D") Duration reminderAfter, @DefaultValue("P5D") Duration limit) {}
