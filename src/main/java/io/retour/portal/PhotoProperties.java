package io.retour.portal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Photos that shoppers send.
 *
 * @param atOnce how many photos a copy of Retour draws anew at the same time; each takes up to 100
 *     MB of memory while it is drawn
 * @param longestWait how long a photo waits for its turn before its sender is asked to try again
 */
@ConfigurationProperties("retour.photos")
record PhotoProperties(
    @DefaultValue("2") int atOnce, @DefaultValue("PT10S") Duration longestWait) {}
