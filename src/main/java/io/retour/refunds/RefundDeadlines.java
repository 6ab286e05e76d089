package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.RefundTiming;
import io.retour.policy.ReturnPolicy;
import io.retour.refunds.RefundDeadline.Subject;
import io.retour.returns.CaseHistory;
import io.retour.returns.GiftReturns;
import io.retour.returns.GoodsSeen;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Goods;
import io.retour.returns.Returns;
import io.retour.shared.Market;
import io.retour.shared.Money;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
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
 * By when the money of a return or a claim is due (CRD Art. 13; UK Consumer Contracts Regulations
 * 2013 reg. 34; of a claim Directive (EU) 2019/771 Art. 16 and UK Consumer Rights Act 2015 s. 20),
 * what was done about it, and what being late costs. Each method may be called again with the same
 * input without a second effect.
 */
@Service
@Transactional
public class RefundDeadlines {

  private static final Logger log = LoggerFactory.getLogger(RefundDeadlines.class);

  /** A parcel that came before its return was registered. */
  private static final String HERE_ALREADY = "UNANNOUNCED";

  private static final String NOT_EXPECTED = "NOT_EXPECTED";

  /** Ways on which nothing comes back, so that there is nothing to wait for. */
  private static final Set<String> NOTHING_COMES_BACK = Set.of("KEEP_ITEM");

  /**
   * The facts for the table refund-timing.
   *
   * @param country the consumer's, ISO 3166-1 alpha-2
   * @param goodsSeen NOTHING, SENT, RECEIVED, or NOT_EXPECTED when nothing is to come back
   * @param subject RETURN or CLAIM
   * @param number what people call it
   */
  public record Facts(
      String country,
      String legalRegion,
      String legalBasis,
      boolean collectionOffered,
      String goodsSeen,
      Subject subject,
      String number) {}

  private final RefundDeadlineStore store;
  private final RefundStore refunds;
  private final Returns returns;
  private final GiftReturns gifts;
  private final Orders orders;
  private final CaseHistory history;
  private final ReturnPolicy policy;
  private final List<GrantedCase> otherCases;
  private final Clock clock;

  RefundDeadlines(
      RefundDeadlineStore store,
      RefundStore refunds,
      Returns returns,
      GiftReturns gifts,
      Orders orders,
      CaseHistory history,
      ReturnPolicy policy,
      List<GrantedCase> otherCases,
      Clock clock) {
    this.store = store;
    this.refunds = refunds;
    this.returns = returns;
    this.gifts = gifts;
    this.orders = orders;
    this.history = history;
    this.policy = policy;
    this.otherCases = otherCases;
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
  public Facts facts(UUID caseId) {
    Optional<GrantedCase> claim = otherCase(caseId);
    if (claim.isPresent()) {
      Order order = order(caseId);
      return new Facts(
          order.country(),
          Market.legalRegion(order.country()).name(),
          claim.get().legalBasis(caseId).orElseThrow(),
          false,
          NOT_EXPECTED,
          Subject.CLAIM,
          claim.get().number(caseId).orElseThrow());
    }
    ReturnCase of = returns.get(caseId);
    Order order = returns.order(of);
    return new Facts(
        order.country(),
        Market.legalRegion(order.country()).name(),
        returns.legalBasis(caseId),
        of.collectionOffered(),
        NOTHING_COMES_BACK.contains(of.method()) || of.stopped() || returns.stopping(of.id())
            ? NOT_EXPECTED
            : furthest(seen(of)).name(),
        Subject.RETURN,
        of.rmaNumber());
  }

  private Optional<GrantedCase> otherCase(UUID caseId) {
    return otherCases.stream().filter(other -> other.number(caseId).isPresent()).findFirst();
  }

  /** A claim has a clock from its grant on. */
  private Grant grant(UUID claimId) {
    return refunds.grantOfReturn(claimId).orElseThrow();
  }

  private Order order(UUID caseId) {
    return otherCase(caseId).isPresent()
        ? orders.byId(grant(caseId).orderId()).orElseThrow()
        : returns.order(returns.get(caseId));
  }

  private boolean awaitsMoney(UUID caseId) {
    if (otherCase(caseId).isEmpty()) {
      return returns.get(caseId).awaitsRefund();
    }
    List<Refund> parts = refunds.refunds(grant(caseId).id());
    return parts.isEmpty() || parts.stream().anyMatch(part -> !part.state().done());
  }

  private boolean notedOnce(UUID caseId, String kind, String detail) {
    if (otherCase(caseId).isEmpty()) {
      return returns.notedOnce(caseId, "journey", kind, detail);
    }
    orders.lock(grant(caseId).orderId());
    boolean known =
        history.of(caseId).stream()
            .anyMatch(event -> event.kind().equals(kind) && event.detail().equals(detail));
    if (!known) {
      history.note(caseId, "journey", kind, detail);
    }
    return !known;
  }

  private String number(UUID caseId) {
    return otherCase(caseId)
        .flatMap(other -> other.number(caseId))
        .orElseGet(() -> returns.get(caseId).rmaNumber());
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

  private LocalDate noticeOn(UUID caseId, Subject subject, ZoneId zone) {
    Instant notice =
        subject == Subject.CLAIM ? grant(caseId).grantedAt() : returns.noticeAt(caseId);
    return notice.atZone(zone).toLocalDate();
  }

  /**
   * Works out the due day and keeps it when it says something new.
   *
   * @param legalBasis the basis that the timing was decided on
   */
  public RefundDeadline record(UUID caseId, String legalBasis, RefundTiming timing) {
    Order order = order(caseId);
    orders.lock(order.id());
    ZoneId zone = Market.zone(order.country());
    Subject subject = otherCase(caseId).isPresent() ? Subject.CLAIM : Subject.RETURN;
    LocalDate noticeOn = noticeOn(caseId, subject, zone);
    Map<Goods, LocalDate> seen = subject == Subject.CLAIM ? Map.of() : seen(returns.get(caseId));
    RefundDeadline found =
        new RefundDeadline(
            caseId,
            subject,
            legalBasis,
            timing.startsWith(),
            timing.withholding(),
            timing.provision(),
            timing.warnDaysBefore(),
            noticeOn,
            timing.dueOn(noticeOn, seen.get(Goods.SENT), seen.get(Goods.RECEIVED)).orElse(null),
            zone,
            clock.instant());
    Optional<RefundDeadline> known = store.latest(caseId).filter(found::saysTheSame);
    if (known.isPresent()) {
      return known.get();
    }
    store.add(found);
    return found;
  }

  /**
   * The due day that the clock recorded. Where it recorded none, because it stands at an incident
   * or is behind, the table is asked here and now, and what it says is kept as the clock would keep
   * it: money that is through stops the clock, so nobody would ask later.
   */
  public RefundDeadline whenPaid(UUID caseId) {
    return store
        .latest(caseId)
        .filter(RefundDeadline::runs)
        .orElseGet(
            () -> {
              Facts facts = facts(caseId);
              return record(
                  caseId,
                  facts.legalBasis(),
                  policy.refundTiming(
                      facts.legalRegion(),
                      facts.legalBasis(),
                      facts.collectionOffered(),
                      facts.goodsSeen(),
                      facts.subject().name()));
            });
  }

  @Transactional(readOnly = true)
  public Optional<RefundDeadline> of(UUID caseId) {
    return store.latest(caseId);
  }

  /**
   * The due day is near; said once, in the timeline and the log.
   *
   * @return whether it was said now
   */
  public boolean near(UUID caseId) {
    if (!awaitsMoney(caseId) || !notedOnce(caseId, "refund-deadline-near", dueDay(caseId))) {
      return false;
    }
    log.warn("The refund of {} is due by {}", number(caseId), dueDay(caseId));
    return true;
  }

  /**
   * The due day has passed; said once.
   *
   * @return whether it was said now
   */
  public boolean missed(UUID caseId) {
    if (!awaitsMoney(caseId) || !notedOnce(caseId, "refund-deadline-passed", dueDay(caseId))) {
      return false;
    }
    log.error("The refund of {} was due by {} and is late", number(caseId), dueDay(caseId));
    return true;
  }

  private String dueDay(UUID caseId) {
    return store.latest(caseId).map(RefundDeadline::dueOn).map(LocalDate::toString).orElse("");
  }

  /**
   * Keeps what a day of delay costs: a share of the granted amount, or of the quoted one while
   * nothing is granted. What is paid for it in the end {@link LatePayments} works out, which also
   * says why a gift brings nothing.
   *
   * @param daysLate the day of delay on which the step begins, counted from 1
   */
  public void late(
      UUID caseId, int daysLate, int upliftPercent, boolean legalInterest, String provision) {
    boolean nothingAdded = upliftPercent == 0 && !legalInterest;
    if (nothingAdded || !awaitsMoney(caseId) || gifts.recipient(caseId).isPresent()) {
      return;
    }
    Money due =
        refunds
            .grantOfReturn(caseId)
            .map(Grant::amount)
            .orElseGet(() -> returns.get(caseId).quotedRefund());
    LateInterest interest =
        new LateInterest(
            daysLate,
            upliftPercent,
            legalInterest,
            provision,
            due.basisPoints(upliftPercent * 100, RoundingMode.HALF_UP),
            clock.instant());
    if (store.add(caseId, interest)) {
      history.note(
          caseId,
          "journey",
          "late-interest-owed",
          upliftPercent > 0
              ? "%d %% from day %d: %s".formatted(upliftPercent, daysLate, interest.amount())
              : "legal rate from day %d".formatted(daysLate));
    }
  }

  @Transactional(readOnly = true)
  public List<LateInterest> interest(UUID caseId) {
    return store.interest(caseId);
  }
}
