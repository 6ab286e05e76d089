package io.retour.refunds;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of store credits.
 *
 * @param expiryInterval how long after one search for credits that have ended the next one follows
 */
@ConfigurationProperties("retour.store-credit")
public record StoreCreditProperties(@DefaultValue("PT1H") Duration expiryInterval) {}
