package io.retour.shared.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many may read at once, so that what is confirmed always finds a connection to the database.
 *
 * @param atOnce pages and reads of the API that one copy serves at the same time; choose clearly
 *     less than the pool has connections (spring.datasource.hikari.maximum-pool-size)
 * @param patience how long one more waits for its turn
 * @param retryAfter what who waited in vain is told to wait before the next try
 */
@ConfigurationProperties("retour.reads")
record ReadProperties(
    @DefaultValue("12") int atOnce,
    @DefaultValue("PT2S") Duration patience,
    @DefaultValue("PT5S") Duration retryAfter) {}
