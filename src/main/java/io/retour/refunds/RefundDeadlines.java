package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.GoodsSeen;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Goods;
import io.retour.returns.Returns;
import io.retour.shared.Market;
import io.retour.shared.Money;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * By when the money of a return is due (CRD Art. 13; UK Consumer Contracts Regulations 2013 reg.
 * 34), what was done about it, and what being late costs. Each method may be called again with the
 * same input without a second effect.
 */
@Service
@Transactional
public class RefundDeadlines {

  private static final Logger log = LoggerFactory.getLogger(RefundDeadlines.class);

  /** A parcel that came before its return was registered. */
  private static final String HERE_ALREADY = "UNANNOUNCED";

  /** Ways on which nothing comes back, so that there is nothing to wait for. */
  private static final Set<String> NOTHING_COMES_BACK = Set.of("KEEP_ITEM");

  /**
   * The facts for the table refund-timing.
   *
   * @param country the consumer's, ISO 3166-1 alpha-2
   * @param goodsSeen NOTHING, SENT, RECEIVED, or NOT_EXPECTED when nothing is to come back
   */
  public record Facts(
      String country,
      String legalRegion,
      String legalBasis,
      boolean collectionOffered,
      String goodsSeen) {}

  private final RefundDeadlineStore store;
  private final RefundStore refunds;
  private final Returns returns;
  private final Orders orders;
  private final Clock clock;

  RefundDeadlines(
      RefundDeadlineStore store, RefundStore refunds, Returns returns, Orders orders, Clock clock) {
    this.store = store;
    this.refunds = refunds;
    this.returns = returns;
    this.orders = orders;
    this.clock = clock;
  }

  /** Keeps the day on which goods, or the proof of their sending, came first. */
  @EventListener
  public void on(GoodsSeen event) {
    Order order = returns.order(returns.get(event.returnId()));
    store.saw(event.returnId(), event.goods(), today(Market.zone(order.country())));
  }

  private LocalDate today(ZoneId zone) {
    return clock.instant().atZone(zone).toLocalDate();
  }

  @Transactional(readOnly = true)
  public Facts facts(UUID returnId) {
    ReturnCase of = returns.get(returnId);
    Order order = returns.order(of);
    return new Facts(
        order.country(),
        Market.legalRegion(order.country()).name(),
        returns.legalBasis(returnId),
        of.collectionOffered(),
        NOTHING_COMES_BACK.contains(of.method()) || of.stopped() || returns.stopping(of.id())
            ? "NOT_EXPECTED"
            : furthest(seen(of)).name());
  }

  private static Goods furthest(Map<Goods, LocalDate> seen) {
    if (seen.containsKey(Goods.RECEIVED)) {
      return Goods.RECEIVED;
    }
    return seen.containsKey(Goods.SENT) ? Goods.SENT : Goods.NOTHING;
  }

  private Map<Goods, LocalDate> seen(ReturnCase of) {
    if (!of.method().equals(HERE_ALREADY)) {
      return store.seen(of.id());
    }
    // the notice may be that of an earlier return in which these pieces did not come
    Order order = returns.order(of);
    return Map.of(
        Goods.RECEIVED, of.registeredAt().atZone(Market.zone(order.country())).toLocalDate());
  }

  private LocalDate noticeOn(ReturnCase of, Order order) {
    return returns.noticeAt(of.id()).atZone(Market.zone(order.country())).toLocalDate();
  }

  /**
   * Works out the due day and keeps it when it says something new.
   *
   * @param legalBasis the basis that the timing was decided on
   */
  public RefundDeadline record(UUID returnId, String legalBasis, RefundTiming timing) {
    ReturnCase of = returns.get(returnId);
    orders.lock(of.orderId());
    Order order = returns.order(of);
    ZoneId zone = Market.zone(order.country());
    LocalDate noticeOn = noticeOn(of, order);
    Map<Goods, LocalDate> seen = seen(of);
    RefundDeadline found =
        new RefundDeadline(
            returnId,
            legalBasis,
            timing.startsWith(),
            timing.withholding(),
            timing.provision(),
            timing.warnDaysBefore(),
            noticeOn,
            timing.dueOn(noticeOn, seen.get(Goods.SENT), seen.get(Goods.RECEIVED)).orElse(null),
            zone,
            clock.instant());
    Optional<RefundDeadline> known = store.latest(returnId).filter(found::saysTheSame);
    if (known.isPresent()) {
      return known.get();
    }
    store.add(found);
    return found;
  }

  @Transactional(readOnly = true)
  public Optional<RefundDeadline> of(UUID returnId) {
    return store.latest(returnId);
  }

  /**
   * The due day is near; said once, in the timeline and the log.
   *
   * @return whether it was said now
   */
  public boolean near(UUID returnId) {
    ReturnCase of = returns.get(returnId);
    if (!of.awaitsRefund()
        || !returns.notedOnce(returnId, "journey", "refund-deadline-near", dueDay(returnId))) {
      return false;
    }
    log.warn("The refund of return {} is due by {}", of.rmaNumber(), dueDay(returnId));
    return true;
  }

  /**
   * The due day has passed; said once.
   *
   * @return whether it was said now
   */
  public boolean missed(UUID returnId) {
    ReturnCase of = returns.get(returnId);
    if (!of.awaitsRefund()
        || !returns.notedOnce(returnId, "journey", "refund-deadline-passed", dueDay(returnId))) {
      return false;
    }
    log.error(
        "The refund of return {} was due by {} and is late", of.rmaNumber(), dueDay(returnId));
    return true;
  }

  private String dueDay(UUID returnId) {
    return store.latest(returnId).map(RefundDeadline::dueOn).map(LocalDate::toString).orElse("");
  }

  /**
   * Keeps what a day of delay costs: a share of the granted amount, or of the quoted one while
   * nothing is granted. What is paid for it in the end {@link LatePayments} works out.
   *
   * @param daysLate the day of delay on which the step begins, counted from 1
   */
  public void late(
      UUID returnId, int daysLate, int upliftPercent, boolean legalInterest, String provision) {
    ReturnCase of = returns.get(returnId);
    if (!of.awaitsRefund() || (upliftPercent == 0 && !legalInterest)) {
      return;
    }
    Money due = refunds.grantOfReturn(returnId).map(Grant::amount).orElse(of.quotedRefund());
    LateInterest interest =
        new LateInterest(
            daysLate,
            upliftPercent,
            legalInterest,
            provision,
            due.basisPoints(upliftPercent * 100, RoundingMode.HALF_UP),
            clock.instant());
    if (store.add(returnId, interest)) {
      returns.noted(
          returnId,
          "journey",
          "late-interest-owed",
          upliftPercent > 0
              ? "%d %% from day %d: %s".formatted(upliftPercent, daysLate, interest.amount())
              : "legal rate from day %d".formatted(daysLate));
    }
  }

  @Transactional(readOnly = true)
  public List<LateInterest> interest(UUID returnId) {
    return store.interest(returnId);
  }
}
