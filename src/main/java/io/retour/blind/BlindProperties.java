package io.retour.blind;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Parcels that nobody announced.
 *
 * @param identifyLimit how long an agent may take to find out whose parcel it is before operations
 *     are asked, and how long these may take before it is set aside
 */
@ConfigurationProperties("retour.blind-parcels")
record BlindProperties(@DefaultValue("P2D") Duration identifyLimit) {}
