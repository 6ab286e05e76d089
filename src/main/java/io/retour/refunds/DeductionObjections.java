package io.retour.refunds;

import io.retour.orders.Orders;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.DeductionObjection.Outcome;
import io.retour.returns.GiftReturns;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A shopper may ask for another look at what was taken off, by a person (GDPR Art. 22(3) for what a
 * machine had a part in; here a person decides both times). The refund is paid meanwhile: only the
 * difference waits.
 */
@Service
@Transactional
public class DeductionObjections {

  private static final int LONGEST = 1000;

  private final DeductionObjectionStore store;
  private final Refunds refunds;
  private final Returns returns;
  private final GiftReturns gifts;
  private final Orders orders;
  private final TimeLimits limits;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  DeductionObjections(
      DeductionObjectionStore store,
      Refunds refunds,
      Returns returns,
      GiftReturns gifts,
      Orders orders,
      TimeLimits limits,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.refunds = refunds;
    this.returns = returns;
    this.gifts = gifts;
    this.orders = orders;
    this.limits = limits;
    this.events = events;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public Optional<DeductionObjection> ofReturn(UUID returnId) {
    return store.ofReturn(returnId);
  }

  @Transactional(readOnly = true)
  public DeductionObjection get(UUID objectionId) {
    return store
        .find(objectionId)
        .orElseThrow(() -> Problem.notFound("objection-unknown", "There is no such objection."));
  }

  /**
   * Whether the shopper can object now: something was taken off a refund that was granted after the
   * inspection, not longer ago than the table sla allows. What was paid before anybody looked is
   * asked back instead, and an agent talks with the shopper about that.
   */
  @Transactional(readOnly = true)
  public boolean objectable(ReturnCase of) {
    return store.ofReturn(of.id()).isEmpty()
        && deducted(of).isPositive()
        && gifts.recipient(of.id()).isEmpty()
        && refunds
            .grantOf(of.id())
            .filter(grant -> !grant.atDropOff())
            .filter(grant -> clock.instant().isBefore(until(of, grant)))
            .isPresent();
  }

  private Instant until(ReturnCase of, Grant grant) {
    return grant
        .grantedAt()
        .plus(limits.of(TimeLimit.OBJECTION_LIMIT, returns.order(of).country()));
  }

  /** What was taken off all pieces together. */
  public Money deducted(ReturnCase of) {
    return of.units().stream()
        .map(ReturnUnit::deduction)
        .reduce(Money.zero(of.quotedRefund().currency()), Money::plus);
  }

  /**
   * The shopper does not agree. Said twice, it is one objection.
   *
   * @throws Problem when there is nothing to object to, or the time for it is over
   */
  public void object(UUID returnId, String words, String actor) {
    ReturnCase of = returns.get(returnId);
    orders.lock(of.orderId());
    if (store.ofReturn(returnId).isPresent()) {
      return;
    }
    if (!objectable(of)) {
      throw Problem.conflict(
          "deduction-not-objectable",
          "Nothing was taken off return %s, or the time to object is over."
              .formatted(of.rmaNumber()));
    }
    String said = words.strip();
    DeductionObjection objection =
        new DeductionObjection(
            UUID.randomUUID(),
            returnId,
            of.orderId(),
            said.substring(0, Math.min(said.length(), LONGEST)),
            clock.instant(),
            null,
            "");
    store.add(objection);
    returns.noted(returnId, actor, "deduction-objected", objection.words());
    events.publishEvent(new DeductionObjected(objection.id(), returnId, of.rmaNumber()));
  }

  /**
   * The shopper is right, or nobody looked in time: the difference is granted, once.
   *
   * @param answer empty when nobody looked
   */
  public Grant accept(UUID objectionId, String answer) {
    DeductionObjection objection = get(objectionId);
    Grant grant = refunds.giveDeductionsBack(objectionId, objection.returnId());
    close(objectionId, Outcome.ACCEPTED, answer);
    return grant;
  }

  /** The deduction stays. */
  public void uphold(UUID objectionId, String answer) {
    orders.lock(get(objectionId).orderId());
    close(objectionId, Outcome.UPHELD, answer);
  }

  /** Under the order's lock; what is closed stays as it is. */
  private void close(UUID objectionId, Outcome outcome, String answer) {
    DeductionObjection objection = get(objectionId);
    if (objection.open()) {
      store.close(objectionId, outcome, answer.strip(), clock.instant());
      returns.noted(
          objection.returnId(),
          answer.isBlank() ? "journey" : "agent",
          outcome == Outcome.ACCEPTED ? "objection-accepted" : "objection-upheld",
          answer.strip());
    }
  }
}
