package io.retour.shared.photos.clamav;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether somebody looks for malicious software in the photos that people send.
 *
 * @param host the host of a clamd that Retour may reach by TCP; without it nobody looks
 * @param port the TCP port of clamd
 * @param patience how long Retour waits for clamd before it asks the sender to try again
 */
@ConfigurationProperties("retour.virus-scan")
record VirusScanProperties(
    @Nullable String host,
    @DefaultValue("3310") int port,
    @DefaultValue("PT10S") Duration patience) {}
