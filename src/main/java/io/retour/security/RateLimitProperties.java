package io.retour.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one client may ask or state something. Each copy of Retour counts by itself.
 *
 * @param lookupsPerMinute how many orders a client may look for in a minute
 * @param statementsPerMinute how many statements of withdrawal a client may make in a minute
 * @param lookupClientsRemembered how many clients are counted at once; more push out who was quiet
 *     longest
 */
@ConfigurationProperties("retour")
record RateLimitProperties(
    @DefaultValue("10") int lookupsPerMinute,
    @DefaultValue("60") int statementsPerMinute,
    @DefaultValue("100000") int lookupClientsRemembered) {}
