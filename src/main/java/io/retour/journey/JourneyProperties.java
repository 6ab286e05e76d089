package io.retour.journey;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Retour works together with Camunda. Where Camunda is stands under {@code camunda.client}.
 *
 * @param outboxInterval how long after a look into the outbox of messages to Camunda the next one
 *     follows
 * @param deploymentRetry how long Retour waits before it tries again to deploy its journeys, and
 *     before it looks again for what another copy of Retour has released
 * @param jobRetryPause how long a job that failed for a passing reason rests before its second try;
 *     four times as long before the third
 * @param taskCheck how long after a look whether open tasks are still there the next one follows; a
 *     task that was looked at within that time is left out, and one that is open for more than an
 *     hour is looked at every five minutes at most
 */
@ConfigurationProperties("retour")
record JourneyProperties(
    @DefaultValue("PT0.1S") Duration outboxInterval,
    @DefaultValue("PT2S") Duration deploymentRetry,
    @DefaultValue("PT2S") Duration jobRetryPause,
    @DefaultValue("PT15S") Duration taskCheck) {}
