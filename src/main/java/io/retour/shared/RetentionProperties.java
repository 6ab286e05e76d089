package io.retour.shared;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long is kept what has done its work. Facts of returns, notes of staff about them, decisions
 * and money are not deleted.
 *
 * @param outbox messages to Camunda, after Camunda took them
 * @param idempotencyKeys Idempotency-Keys of API calls with their answers, after the call; a call
 *     that comes again later runs again, and finds what the first one made
 * @param mails mails, after they were sent. They prove what a shopper was told and when, an
 *     acknowledgement of a withdrawal for one (CRD Art. 11a(4)); choose no less than claims take to
 *     lapse where you sell
 * @param providerEvents what payment providers told of refunds and disputes that they cannot be
 *     asked for, after it came; while an event is kept, a payment's refunds and disputes are known.
 *     Choose no less than the time in which you pay back and banks take disputes
 * @param webhooks what integrators were told, after it was delivered or given up; until then it can
 *     be sent again
 * @param tasks tasks for people, after they were answered or taken away
 * @param interval how long after one clearing the next one follows
 */
@ConfigurationProperties("retour.retention")
public record RetentionProperties(
    @DefaultValue("P7D") Duration outbox,
    @DefaultValue("P7D") Duration idempotencyKeys,
    @DefaultValue("P1461D") Duration mails,
    @DefaultValue("P180D") Duration providerEvents,
    @DefaultValue("P30D") Duration webhooks,
    @DefaultValue("P30D") Duration tasks,
    @DefaultValue("PT1H") Duration interval) {}
