package io.retour.refunds;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of exchange rates.
 *
 * @param differenceInterval how long after one booking of exchange differences the next one follows
 */
@ConfigurationProperties("retour.exchange-rate")
public record ExchangeRateProperties(@DefaultValue("PT1H") Duration differenceInterval) {}
