package io.retour.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often is too often, for all copies of Retour together.
 *
 * @param lookupsPerMinute order lookups on the portal from one client address
 * @param lookupsPerOrderAndHour lookups of one order number, whether there is such an order or not
 * @param statementsPerMinute statements of withdrawal from one client address; far above what a
 *     person or a shop full of persons sends
 * @param mailsPerContactAndDay how many strangers' wishes to be mailed go to one address:
 *     statements of withdrawal that are acknowledged there, returns of gifts that are followed
 *     there
 */
@ConfigurationProperties("retour")
record RateLimits(
    @DefaultValue("10") int lookupsPerMinute,
    @DefaultValue("20") int lookupsPerOrderAndHour,
    @DefaultValue("60") int statementsPerMinute,
    @DefaultValue("20") int mailsPerContactAndDay) {}
