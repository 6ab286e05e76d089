package io.retour.journey;

import io.retour.blind.BlindParcelRecorded;
import io.retour.counter.HandedInAtStore;
import io.retour.exchanges.ExchangeChoiceMade;
import io.retour.exchanges.ExchangeDifferencePaid;
import io.retour.exchanges.ExchangeRefundWanted;
import io.retour.exchanges.ExchangeRequested;
import io.retour.logistics.ParcelDroppedOff;
import io.retour.logistics.ParcelReceived;
import io.retour.logistics.PickupMissed;
import io.retour.logistics.PickupSlotChosen;
import io.retour.logistics.Pickups;
import io.retour.logistics.SentBack;
import io.retour.logistics.TrackingIncident;
import io.retour.notifications.Notifications;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.DeductionObjected;
import io.retour.refunds.LateInterestOwed;
import io.retour.refunds.RefundOutcomeKnown;
import io.retour.refunds.RefundReversed;
import io.retour.returns.GoodsKnown;
import io.retour.returns.GoodsSeen;
import io.retour.returns.PiecesToSendBack;
import io.retour.returns.RefundNoLongerAwaited;
import io.retour.returns.ReturnCancellationRequested;
import io.retour.returns.ReturnCase.Goods;
import io.retour.returns.ReturnRegistered;
import io.retour.shared.Problem;
import io.retour.warehouse.UnitInspected;
import io.retour.withdrawal.WithdrawalStated;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Puts what happened in the other modules into the outbox, within their transaction. */
@Component
class JourneyEvents {

  private static final Logger LOG = LoggerFactory.getLogger(JourneyEvents.class);

  private final ProcessMessages messages;
  private final Notifications notifications;
  private final Pickups pickups;
  private final TimeLimits limits;

  JourneyEvents(
      ProcessMessages messages, Notifications notifications, Pickups pickups, TimeLimits limits) {
    this.messages = messages;
    this.notifications = notifications;
    this.pickups = pickups;
    this.limits = limits;
  }

  @EventListener
  void on(ReturnRegistered event) {
    messages.add(
        "return-registered",
        event.returnId().toString(),
        Map.of(
            "returnId", event.returnId().toString(),
            "rmaNumber", event.rmaNumber(),
            "brand", event.brand()));
  }

  @EventListener
  void on(WithdrawalStated event) {
    Map<String, Object> facts = new HashMap<>();
    facts.put(TimeLimit.WITHDRAWAL_REMINDER.variable(), withdrawalReminder());
    facts.put("statementId", event.statementId().toString());
    facts.put("brand", event.brand());
    messages.add("withdrawal-stated", event.statementId().toString(), facts);
  }

  /** A statement is kept whatever state a table is in (CRD Art. 11a). */
  private String withdrawalReminder() {
    try {
      return limits.of(TimeLimit.WITHDRAWAL_REMINDER, TimeLimits.COUNTRY_UNKNOWN).toString();
    } catch (Problem brokenTable) {
      LOG.error("Statements of withdrawal are reminded of every day: {}", brokenTable.detail());
      return Duration.ofDays(1).toString();
    }
  }

  @EventListener
  void on(ReturnCancellationRequested event) {
    messages.add("return-cancelled", event.returnId().toString(), Map.of());
  }

  @EventListener
  void on(ParcelDroppedOff event) {
    messages.add("parcel-dropped-off", event.returnId().toString(), Map.of());
  }

  @EventListener
  void on(TrackingIncident event) {
    messages.add(
        "tracking-incident",
        event.returnId().toString(),
        Map.of("incidentCode", event.code(), "incidentTracking", event.trackingNumber()));
  }

  @EventListener
  void on(PickupSlotChosen event) {
    messages.add("pickup-slot-chosen", event.returnId().toString(), Map.of());
  }

  /** The journey goes on with the other time, when one was chosen. */
  @EventListener
  void on(PickupMissed event) {
    if (pickups.missTold(event.returnId())) {
      messages.add("pickup-missed", event.returnId().toString(), Map.of());
    }
  }

  @EventListener
  void on(ParcelReceived event) {
    messages.add("parcel-received", event.returnId().toString(), Map.of());
  }

  /**
   * A return that was announced as a parcel waits for its parcel; this is as good, and has the same
   * receipt as one that was announced for a store.
   */
  @EventListener
  void on(HandedInAtStore event) {
    messages.add("handed-in-at-store", event.returnId().toString(), Map.of());
    if (!event.announcedForStore()) {
      notifications.send(event.returnId(), "handed-in-at-store", "");
      messages.add("parcel-received", event.returnId().toString(), Map.of());
    }
  }

  @EventListener
  void on(BlindParcelRecorded event) {
    messages.add(
        "blind-parcel-recorded",
        event.blindParcelId().toString(),
        Map.of("blindParcelId", event.blindParcelId().toString(), "reference", event.reference()));
  }

  @EventListener
  void on(GoodsSeen event) {
    messages.add("goods-seen", event.returnId().toString(), Map.of());
    if (event.goods() == Goods.SENT) {
      messages.add("goods-sent", event.returnId().toString(), Map.of());
    }
  }

  /** The clock reads its facts again. */
  @EventListener
  void on(GoodsKnown event) {
    messages.add("goods-seen", event.returnId().toString(), Map.of());
  }

  @EventListener
  void on(RefundNoLongerAwaited event) {
    messages.add("refund-clock-stopped", event.returnId().toString(), Map.of());
  }

  @EventListener
  void on(UnitInspected event) {
    messages.add(
        "unit-inspected",
        event.unitId().toString(),
        Map.of(
            "grade", event.grade().name(),
            "findings", event.findings(),
            "derogation", event.grounds().derogation().name(),
            "evidenceGiven", event.grounds().evidenceGiven(),
            "lossPhotographed", event.photographed()));
  }

  @EventListener
  void on(ExchangeRequested event) {
    Map<String, Object> facts =
        limits.variables(event.country(), TimeLimit.RETURN_REMINDER, TimeLimit.RETURN_LIMIT);
    facts.put("exchangeId", event.exchangeId().toString());
    facts.put("returnId", event.returnId().toString());
    facts.put("rmaNumber", event.rmaNumber());
    facts.put("brand", event.brand());
    facts.put("wantedMode", event.wantedMode());
    facts.put("riskLevel", event.riskLevel());
    facts.put("shopperOwes", event.shopperOwes());
    facts.put("cardPaid", event.cardPaid());
    messages.add("exchange-requested", event.exchangeId().toString(), facts);
  }

  @EventListener
  void on(ExchangeChoiceMade event) {
    messages.add("exchange-choice", event.returnId().toString(), Map.of());
  }

  @EventListener
  void on(ExchangeDifferencePaid event) {
    messages.add("exchange-difference-paid", event.returnId().toString(), Map.of());
  }

  @EventListener
  void on(ExchangeRefundWanted event) {
    messages.add("exchange-refund-wanted", event.returnId().toString(), Map.of());
  }

  @EventListener
  void on(RefundReversed event) {
    messages.add(
        "refund-reversed",
        event.refundId().toString(),
        Map.of(
            "grantId", event.grantId().toString(),
            "refundId", event.refundId().toString()));
  }

  @EventListener
  void on(PiecesToSendBack event) {
    messages.add(
        "pieces-to-send-back",
        event.returnId().toString(),
        Map.of("returnId", event.returnId().toString(), "rmaNumber", event.rmaNumber()));
  }

  @EventListener
  void on(SentBack event) {
    messages.add("sent-back", event.returnId().toString(), Map.of());
  }

  @EventListener
  void on(LateInterestOwed event) {
    String returnId = event.returnId().toString();
    messages.add("late-interest-owed", returnId, Map.of("returnId", returnId));
  }

  @EventListener
  void on(RefundOutcomeKnown event) {
    messages.add("refund-outcome", event.grantId().toString(), Map.of());
  }

  @EventListener
  void on(DeductionObjected event) {
    messages.add(
        "deduction-objected",
        event.objectionId().toString(),
        Map.of(
            "objectionId", event.objectionId().toString(),
            "returnId", event.returnId().toString(),
            "rmaNumber", event.rmaNumber()));
  }
}
