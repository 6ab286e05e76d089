package io.retour.shared.photos;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Photos that people send.
 *
 * @param atOnce how many photos a copy of Retour draws anew at the same time; each takes up to 100
 *     MB of memory while it is drawn
 * @param longestWait how long a photo waits for its turn before its sender is asked to try again
 * @param largest how large the file of one photo may be, in whole megabytes; the pages say so, and
 *     all photos of a form together have to fit into what spring.servlet.multipart allows
 */
@ConfigurationProperties("retour.photos")
public record PhotoProperties(
    @DefaultValue("2") int atOnce,
    @DefaultValue("PT10S") Duration longestWait,
    @DefaultValue("5MB") DataSize largest) {}
