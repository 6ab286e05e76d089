package io.retour.demo;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Returns that run to their end with nobody there.
 *
 * @param unattended whether the simulators also play the shopper's post office and the warehouse
 * @param unattendedInterval how long after a look for parcels to play with the next one follows
 */
@ConfigurationProperties("retour")
record UnattendedProperties(
    @DefaultValue("false") boolean unattended,
    @DefaultValue("PT0.2S") Duration unattendedInterval) {}
