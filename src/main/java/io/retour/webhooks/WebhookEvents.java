package io.retour.webhooks;

import io.retour.claims.Claim;
import io.retour.claims.ClaimStore;
import io.retour.counter.HandedInAtStore;
import io.retour.exchanges.ExchangeRequested;
import io.retour.logistics.ParcelDroppedOff;
import io.retour.logistics.ParcelReceived;
import io.retour.refunds.DeductionObjection;
import io.retour.refunds.DeductionObjectionStore;
import io.retour.refunds.RefundStore;
import io.retour.returns.CaseNoted;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnStore;
import io.retour.warehouse.UnitInspected;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes down what happened for who wants to be told, within the transaction of the fact: the one
 * is not there without the other.
 */
@Component
class WebhookEvents {

  private final SubscriptionStore subscriptions;
  private final DeliveryStore deliveries;
  private final ReturnStore returns;
  private final ClaimStore claims;
  private final RefundStore refunds;
  private final DeductionObjectionStore objections;
  private final Clock clock;

  WebhookEvents(
      SubscriptionStore subscriptions,
      DeliveryStore deliveries,
      ReturnStore returns,
      ClaimStore claims,
      RefundStore refunds,
      DeductionObjectionStore objections,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.returns = returns;
    this.claims = claims;
    this.refunds = refunds;
    this.objections = objections;
    this.clock = clock;
  }

  @EventListener
  void on(CaseNoted event) {
    EventType.ofKind(event.kind()).ifPresent(type -> noted(event, type));
  }

  private void noted(CaseNoted event, EventType type) {
    if (wanting(type).isEmpty()) {
      return;
    }
    WebhookMessage.Fields amount = new WebhookMessage.Fields();
    if (type.wire().startsWith("refund.")) {
      refunds.grantOfReturn(granted(event)).ifPresent(grant -> amount.with(grant.amount()));
    }
    Optional<ReturnCase> returned = returns.find(event.caseId());
    if (returned.isPresent()) {
      tell(type, returned.get(), event.at(), null, amount);
    } else {
      claims.find(event.caseId()).ifPresent(claim -> tell(type, claim, event.at(), amount));
    }
  }

  /** What an objection is given back is a grant of its own. */
  private UUID granted(CaseNoted event) {
    return event.kind().startsWith("objection-")
        ? objections.ofReturn(event.caseId()).map(DeductionObjection::id).orElse(event.caseId())
        : event.caseId();
  }

  /** A carrier's first news may be of a later scan, and of each parcel there is one. */
  @EventListener
  void on(ParcelDroppedOff event) {
    tell(
        EventType.RETURN_DROPPED_OFF,
        event.returnId(),
        "dropped-off:" + event.returnId(),
        new WebhookMessage.Fields());
  }

  /** Told again to a journey that may have missed it; integrators hear it once. */
  @EventListener
  void on(ParcelReceived event) {
    received(event.returnId());
  }

  @EventListener
  void on(HandedInAtStore event) {
    received(event.returnId());
  }

  private void received(UUID returnId) {
    tell(EventType.RETURN_RECEIVED, returnId, "received:" + returnId, new WebhookMessage.Fields());
  }

  /** Told again to a journey that may have missed it; integrators hear it once. */
  @EventListener
  void on(UnitInspected event) {
    tell(
        EventType.UNIT_INSPECTED,
        event.returnId(),
        "inspected:%s:%s".formatted(event.unitId(), event.grade()),
        new WebhookMessage.Fields().with("unitId", event.unitId()).with("grade", event.grade()));
  }

  @EventListener
  void on(ExchangeRequested event) {
    tell(
        EventType.EXCHANGE_REQUESTED,
        event.returnId(),
        null,
        new WebhookMessage.Fields().with("exchangeId", event.exchangeId()));
  }

  private void tell(
      EventType type, UUID returnId, @Nullable String occasion, WebhookMessage.Fields besides) {
    if (!wanting(type).isEmpty()) {
      returns.find(returnId).ifPresent(of -> tell(type, of, clock.instant(), occasion, besides));
    }
  }

  private void tell(
      EventType type,
      ReturnCase of,
      Instant at,
      @Nullable String occasion,
      WebhookMessage.Fields besides) {
    tell(
        type,
        of.brand(),
        at,
        occasion,
        besides
            .with("brand", of.brand())
            .with("orderId", of.orderId())
            .with("returnId", of.id())
            .with("rmaNumber", of.rmaNumber())
            .with("state", of.outcome() == null ? "OPEN" : of.outcome().name()));
  }

  private void tell(EventType type, Claim of, Instant at, WebhookMessage.Fields besides) {
    tell(
        type,
        of.brand(),
        at,
        null,
        besides
            .with("brand", of.brand())
            .with("orderId", of.orderId())
            .with("claimId", of.id())
            .with("claimNumber", of.number())
            .with("state", of.outcome() == null ? "OPEN" : of.outcome().name()));
  }

  private void tell(
      EventType type,
      String brand,
      Instant at,
      @Nullable String occasion,
      WebhookMessage.Fields fields) {
    List<UUID> who =
        wanting(type).stream()
            .filter(subscription -> subscription.brand().equals(brand))
            .map(Subscription::id)
            .toList();
    if (!who.isEmpty()) {
      deliveries.add(
          new WebhookMessage(UUID.randomUUID(), type, brand, at, occasion, fields.all()), who);
    }
  }

  /** Few, and asked first: where nobody wants to know, nothing is looked up. */
  private List<Subscription> wanting(EventType type) {
    return subscriptions.ofBrand("").stream()
        .filter(subscription -> subscription.wants(type))
        .toList();
  }
}
