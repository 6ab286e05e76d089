package io.retour.exchanges;

import io.retour.exchanges.Exchange.Hold;
import io.retour.exchanges.Exchange.Link;
import io.retour.exchanges.Exchange.Mode;
import io.retour.exchanges.Exchange.State;
import io.retour.exchanges.Exchange.Stock;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.orders.Tender;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.Carried;
import io.retour.refunds.Ledger;
import io.retour.refunds.Ledger.Account;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnAuthorised;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What can be done with exchanges. Stock system, card and shipping are only called outside a
 * transaction, with the same key each time, so each method may be called again and does its work
 * once.
 */
@Service
public class Exchanges {

  /** Card schemes keep a hold for seven days at most; ours ends before by itself. */
  private static final Duration LONGEST_HOLD = Duration.ofDays(7).minusHours(1);

  private final ExchangeStore store;
  private final ExchangeOpening opening;
  private final FollowUpOrders followUps;
  private final Returns returns;
  private final Refunds refunds;
  private final Orders orders;
  private final Ledger ledger;
  private final StockReservations stock;
  private final CardHolds holds;
  private final PaymentLinks links;
  private final OutboundOrders shipping;
  private final TimeLimits timeLimits;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Exchanges(
      ExchangeStore store,
      ExchangeOpening opening,
      FollowUpOrders followUps,
      Returns returns,
      Refunds refunds,
      Orders orders,
      Ledger ledger,
      StockReservations stock,
      CardHolds holds,
      PaymentLinks links,
      OutboundOrders shipping,
      TimeLimits timeLimits,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.opening = opening;
    this.followUps = followUps;
    this.returns = returns;
    this.refunds = refunds;
    this.orders = orders;
    this.ledger = ledger;
    this.stock = stock;
    this.holds = holds;
    this.links = links;
    this.shipping = shipping;
    this.timeLimits = timeLimits;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  public Optional<Exchange> ofReturn(UUID returnId) {
    return store.ofReturn(returnId);
  }

  public Optional<Exchange> find(UUID exchangeId) {
    return store.find(exchangeId);
  }

  /** Nothing is kept or held before somebody or some table said that the return may come back. */
  @EventListener
  void on(ReturnAuthorised event) {
    store
        .ofReturn(event.returnId())
        .ifPresent(
            exchange -> {
              ReturnCase of = returns.get(event.returnId());
              events.publishEvent(
                  new ExchangeRequested(
                      exchange.id(),
                      of.id(),
                      of.rmaNumber(),
                      of.brand(),
                      returns.order(of).country(),
                      exchange.mode().name(),
                      of.riskLevel() == null ? "LOW" : of.riskLevel(),
                      exchange.price().compareTo(credit(of, exchange)) > 0,
                      card(returns.order(of)).isPresent()));
            });
  }

  /**
   * Has the wanted pieces kept for the shopper.
   *
   * @return false when one of them is out of stock
   */
  public boolean reserve(UUID returnId) {
    Exchange exchange = get(returnId);
    if (!exchange.state().open()) {
      return true;
    }
    Instant until = clock.instant().plus(limit(TimeLimit.RESERVATION_LIMIT, returnId));
    boolean all = true;
    for (Exchange.Unit unit : exchange.units()) {
      if (unit.stock() == Stock.RELEASED) {
        continue;
      }
      boolean kept = stock.reserve(unit.reservationKey(), unit.sku(), 1, until);
      all &= kept;
      change(returnId, e -> stockOf(e, unit, kept ? Stock.RESERVED : Stock.OUT_OF_STOCK));
    }
    return all;
  }

  private static Exchange stockOf(Exchange of, Exchange.Unit unit, Stock next) {
    return of.with(
        of.units().stream().map(u -> u.id().equals(unit.id()) ? u.with(next) : u).toList());
  }

  /**
   * Keeps when the new pieces are to go out, as the table said.
   *
   * @return whether they go out in advance
   */
  public boolean grantMode(UUID returnId, Mode mode) {
    change(returnId, e -> e.state().open() ? e.with(mode) : e);
    return mode == Mode.ADVANCE
        && get(returnId).state() != State.FELL_BACK
        && get(returnId).state() != State.CANCELLED;
  }

  /**
   * Holds the price of the wanted pieces on the card the order was paid with.
   *
   * @return false when the card says no; the exchange then waits for the old pieces
   */
  public boolean authoriseHold(UUID returnId) {
    Exchange exchange = get(returnId);
    if (!exchange.state().open()) {
      return true;
    }
    Optional<Tender> card = card(returns.order(returns.get(returnId)));
    Instant until = clock.instant().plus(LONGEST_HOLD);
    boolean held =
        card.isPresent()
            && holds.authorise(
                exchange.id().toString(), card.get().reference(), exchange.price(), until);
    change(
        returnId,
        e ->
            held
                ? e.with(Hold.AUTHORISED, until)
                : e.with(Hold.REFUSED, null).with(Mode.ON_RECEIPT));
    return held;
  }

  /** Sends the new pieces before the old ones are back. */
  public void shipAhead(UUID returnId) {
    change(
        returnId,
        e -> {
          if (!e.state().open() || e.hold() != Hold.AUTHORISED) {
            return e;
          }
          returns.noted(returnId, "journey", "exchange-shipped-ahead", skus(e));
          return shipped(e).with(State.SHIPPED_AHEAD);
        });
    if (get(returnId).state() == State.SHIPPED_AHEAD) {
      place(returnId);
    }
  }

  /** The old pieces are on their way, so the hold has done its work. */
  public void releaseHold(UUID returnId) {
    Exchange exchange = get(returnId);
    if (exchange.hold() == Hold.AUTHORISED) {
      holds.release(exchange.id().toString());
      change(returnId, e -> e.hold() == Hold.AUTHORISED ? e.with(Hold.RELEASED, null) : e);
    }
  }

  /**
   * The old pieces were not sent in time, as the shopper was told beforehand: the hold pays for the
   * new ones. Should the old ones arrive after all, they are paid back in full.
   *
   * @throws Problem when the hold had ended
   */
  public void captureHold(UUID returnId) {
    Exchange exchange = get(returnId);
    if (exchange.state() != State.SHIPPED_AHEAD || exchange.hold() != Hold.AUTHORISED) {
      return;
    }
    if (!holds.capture(exchange.id().toString())) {
      throw Problem.conflict(
          "hold-ended",
          "The hold for exchange %s had ended before it was captured. Send the shopper an invoice"
              + " of %s, then skip this task.".formatted(exchange.id(), exchange.price()));
    }
    change(
        returnId,
        e -> {
          if (e.hold() != Hold.AUTHORISED) {
            return e;
          }
          ledger.book(
              "hold:" + e.id(),
              Account.PROVIDER_CLEARING,
              Account.EXCHANGED_GOODS,
              e.price(),
              e.orderId(),
              returnId);
          returns.noted(returnId, "journey", "exchange-hold-captured", e.price().toString());
          Order order = orders.byId(e.orderId()).orElseThrow();
          Tender card = card(order).orElseThrow();
          Tender captured =
              new Tender(
                  UUID.randomUUID(), card.method(), holds.provider(), "hold_" + e.id(), e.price());
          return e.with(Hold.CAPTURED, null)
              .with(State.BOUGHT)
              .followedBy(
                  followUps.add(
                      order, e, returns.get(returnId).units(), List.of(), List.of(captured)));
        });
  }

  /** What is to be done once the old pieces are back. */
  public enum Step {
    NOTHING,
    SHIP,
    COMPLETE
  }

  /**
   * @param owed what the shopper is to pay before the new pieces go out, zero or more
   */
  public record Standing(Step step, Money owed) {}

  /** Weighs the wanted pieces against those that came back and were accepted. */
  public Standing workOut(UUID returnId) {
    Exchange exchange = get(returnId);
    Money none = Money.zero(exchange.price().currency());
    if (exchange.state() == State.SHIPPED_AHEAD) {
      return new Standing(Step.COMPLETE, none);
    }
    if (!exchange.state().open()) {
      return new Standing(Step.NOTHING, none);
    }
    ReturnCase of = returns.get(returnId);
    List<Exchange.Unit> standing =
        exchange.units().stream().filter(unit -> counts(of.unit(unit.returnUnitId()))).toList();
    if (standing.isEmpty()) {
      return new Standing(Step.NOTHING, none);
    }
    // for a piece that did not come back nothing is sent; the others go on
    for (Exchange.Unit unit : exchange.units()) {
      if (!standing.contains(unit) && unit.stock() != Stock.RELEASED) {
        stock.release(unit.reservationKey());
        change(returnId, e -> stockOf(e, unit, Stock.RELEASED));
      }
    }
    Exchange now = get(returnId);
    if (now.linkState() == Link.PAID) {
      return new Standing(Step.SHIP, none);
    }
    return new Standing(Step.SHIP, price(now).minus(credit(of, now)).max(none));
  }

  /** The shopper is to choose, because something wanted ran out. */
  public void openChoice(UUID returnId) {
    change(returnId, e -> e.state().open() ? e.with(State.CHOICE_OPEN) : e);
  }

  /**
   * The shopper wants something else.
   *
   * @throws Problem when that is not for sale or not in stock, or the exchange has gone on
   */
  public void choose(UUID returnId, UUID exchangeUnitId, String sku, String actor) {
    Exchange exchange = get(returnId);
    requireOpen(exchange);
    ReturnCase of = returns.get(returnId);
    Exchange.Unit before =
        exchange.units().stream()
            .filter(unit -> unit.id().equals(exchangeUnitId))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("exchange-unit-unknown", "There is no such item."));
    Exchange.Unit after =
        opening.wanted(of.brand(), of.unit(before.returnUnitId()), sku, "sku", before.id());
    Instant until = clock.instant().plus(limit(TimeLimit.RESERVATION_LIMIT, returnId));
    if (!stock.reserve(after.reservationKey(), after.sku(), 1, until)) {
      throw Problem.conflict("out-of-stock", "%s is out of stock.".formatted(after.title()));
    }
    if (!before.sku().equals(after.sku())) {
      stock.release(before.reservationKey());
    }
    transaction.executeWithoutResult(
        status -> {
          Exchange now = store.ofReturnForChange(returnId).orElseThrow(Exchanges::unknown);
          requireOpen(now);
          List<Exchange.Unit> units =
              now.units().stream()
                  .map(unit -> unit.id().equals(after.id()) ? after.with(Stock.RESERVED) : unit)
                  .toList();
          boolean chosen = units.stream().noneMatch(unit -> unit.stock() == Stock.OUT_OF_STOCK);
          boolean awaited = now.state() == State.CHOICE_OPEN && chosen;
          store.update(now.with(units).with(awaited ? State.REQUESTED : now.state()));
          returns.noted(returnId, actor, "exchange-choice", sku);
          if (awaited) {
            events.publishEvent(new ExchangeChoiceMade(returnId));
          }
        });
  }

  /**
   * The shopper wants the money instead; until something is shipped that is always possible (CRD
   * Art. 13(1)).
   *
   * @throws Problem when it is too late
   */
  public void refundInstead(UUID returnId, String actor) {
    transaction.executeWithoutResult(
        status -> {
          Exchange now = store.ofReturnForChange(returnId).orElseThrow(Exchanges::unknown);
          if (now.state() == State.FELL_BACK) {
            return;
          }
          requireOpen(now);
          store.update(now.with(State.FELL_BACK));
          returns.noted(returnId, actor, "exchange-refund-wanted", "");
          events.publishEvent(new ExchangeRefundWanted(returnId));
        });
    giveBack(returnId);
  }

  /** Money instead, because a limit passed. */
  public void fallBack(UUID returnId) {
    change(
        returnId,
        e -> {
          if (!e.changeable()) {
            return e;
          }
          returns.noted(returnId, "journey", "exchange-fell-back", "");
          return e.with(State.FELL_BACK);
        });
    giveBack(returnId);
  }

  /** The return ended without pieces coming back; what was shipped ahead stays to be paid. */
  public void callOff(UUID returnId) {
    if (store.ofReturn(returnId).isPresent()) {
      change(returnId, e -> e.state().open() ? e.with(State.CANCELLED) : e);
      giveBack(returnId);
    }
  }

  /** Gives reservations, link and hold of an exchange back that will not be. */
  private void giveBack(UUID returnId) {
    Exchange exchange = get(returnId);
    if (exchange.state() != State.FELL_BACK && exchange.state() != State.CANCELLED) {
      return;
    }
    for (Exchange.Unit unit : exchange.units()) {
      if (unit.stock() != Stock.RELEASED) {
        stock.release(unit.reservationKey());
        change(returnId, e -> stockOf(e, unit, Stock.RELEASED));
      }
    }
    if (exchange.linkState() == Link.OPEN) {
      links.close(exchange.id().toString());
      change(returnId, e -> e.with(Link.CLOSED, e.link(), "", null));
    }
    releaseHold(returnId);
  }

  private Duration limit(TimeLimit which, UUID returnId) {
    return timeLimits.of(which, returns.order(returns.get(returnId)).country());
  }

  /** Asks the shopper for a difference by a link. */
  public void createPaymentLink(UUID returnId, Money owed) {
    Exchange exchange = get(returnId);
    if (!exchange.state().open() || exchange.linkState() != Link.NONE) {
      return;
    }
    Instant until = clock.instant().plus(limit(TimeLimit.PAYMENT_LIMIT, returnId));
    String url = links.create(exchange.id().toString(), owed, until);
    change(
        returnId,
        e ->
            e.state().open() && e.linkState() == Link.NONE
                ? e.with(State.PAYMENT_OPEN).with(Link.OPEN, owed, url, until)
                : e);
  }

  /**
   * The payment provider says that the difference was paid; told again it changes nothing.
   *
   * @throws Problem when the link was closed before
   */
  public void paid(UUID exchangeId) {
    UUID returnId = store.find(exchangeId).orElseThrow(Exchanges::unknown).returnId();
    change(
        returnId,
        e -> {
          if (e.linkState() == Link.PAID) {
            return e;
          }
          if (e.linkState() != Link.OPEN || !e.state().open()) {
            throw Problem.conflict(
                "link-closed", "This payment link is closed; pay the amount back.");
          }
          ledger.book(
              "link:" + e.id(),
              Account.PROVIDER_CLEARING,
              Account.EXCHANGED_GOODS,
              e.link(),
              e.orderId(),
              returnId);
          returns.noted(returnId, "shopper", "exchange-difference-paid", e.link().toString());
          events.publishEvent(new ExchangeDifferencePaid(returnId, e.id()));
          return e.with(Link.PAID, e.link(), e.linkUrl(), null);
        });
  }

  /** Sends the new pieces; what came back pays for them. */
  public void ship(UUID returnId) {
    transaction.executeWithoutResult(
        status -> {
          orders.lock(returns.get(returnId).orderId());
          Exchange now = store.ofReturnForChange(returnId).orElseThrow(Exchanges::unknown);
          if (now.state().open()) {
            returns.noted(returnId, "journey", "exchange-shipped", skus(now));
            store.update(paidFor(shipped(now)).with(State.SHIPPING));
          }
        });
    if (get(returnId).state() == State.SHIPPING) {
      place(returnId);
      change(returnId, e -> e.state() == State.SHIPPING ? e.with(State.EXCHANGED) : e);
    }
  }

  /**
   * The old pieces of an exchange in advance are back.
   *
   * @return what is not paid for by them, zero as a rule
   */
  public Money complete(UUID returnId) {
    releaseHold(returnId);
    return transaction.execute(
        status -> {
          ReturnCase of = returns.get(returnId);
          orders.lock(of.orderId());
          Exchange now = store.ofReturnForChange(returnId).orElseThrow(Exchanges::unknown);
          if (now.state() == State.SHIPPED_AHEAD) {
            store.update(paidFor(now).with(State.EXCHANGED));
          }
          return unpaid(now);
        });
  }

  /** What of new pieces sent in advance the old ones did not pay for, zero as a rule. */
  public Money unpaid(Exchange sent) {
    Money nothing = Money.zero(sent.price().currency());
    if (sent.state() == State.BOUGHT) {
      return nothing;
    }
    Money paid =
        refunds.carried(sent.returnId()).stream()
            .map(Carried::amount)
            .reduce(sent.linkState() == Link.PAID ? sent.link() : nothing, Money::plus);
    return price(sent).minus(paid).max(nothing);
  }

  /** Carries over what the old pieces are worth, and opens the order the new ones belong to. */
  private Exchange paidFor(Exchange exchange) {
    ReturnCase of = returns.get(exchange.returnId());
    Order order = returns.order(of);
    List<Carried> carried = refunds.carryOver(of.id(), price(exchange).min(credit(of, exchange)));
    List<Tender> extra = new ArrayList<>();
    if (exchange.linkState() == Link.PAID) {
      extra.add(
          new Tender(
              UUID.randomUUID(),
              "PAYMENT_LINK",
              links.provider(),
              "link_" + exchange.id(),
              exchange.link()));
    }
    return exchange.followedBy(followUps.add(order, exchange, of.units(), carried, extra));
  }

  private void place(UUID returnId) {
    Exchange exchange = get(returnId);
    if (exchange.outboundNumber().isEmpty()) {
      String number =
          shipping.place(
              exchange.id().toString(),
              new OutboundOrders.Request(
                  exchange.orderId(),
                  exchange.units().stream()
                      .filter(unit -> unit.stock() == Stock.SHIPPED)
                      .map(Exchange.Unit::sku)
                      .toList()));
      change(returnId, e -> e.shippedAs(number));
    }
  }

  private static Exchange shipped(Exchange exchange) {
    return exchange.with(
        exchange.units().stream()
            .map(unit -> unit.stock() == Stock.RELEASED ? unit : unit.with(Stock.SHIPPED))
            .toList());
  }

  private static String skus(Exchange exchange) {
    return String.join(
        " ",
        exchange.units().stream()
            .filter(unit -> unit.stock() != Stock.RELEASED)
            .map(Exchange.Unit::sku)
            .toList());
  }

  /** What the wanted pieces cost that are still to be had. */
  private static Money price(Exchange exchange) {
    return exchange.units().stream()
        .filter(unit -> unit.stock() != Stock.RELEASED)
        .map(Exchange.Unit::price)
        .reduce(Money.zero(exchange.link().currency()), Money::plus);
  }

  /**
   * What the pieces that come back for them are worth: what was really paid for each, less what an
   * agent deducted, and never more than what is left of the order's money.
   */
  private Money credit(ReturnCase of, Exchange exchange) {
    Money worth = Money.zero(exchange.link().currency());
    for (Exchange.Unit unit : exchange.units()) {
      ReturnUnit piece = of.unit(unit.returnUnitId());
      if (counts(piece)) {
        worth = worth.plus(piece.value().minus(piece.deduction()));
      }
    }
    return worth.min(refunds.room(of.orderId()));
  }

  private static boolean counts(ReturnUnit piece) {
    return piece.accepted()
        && piece.reception() != Reception.EXPIRED
        && piece.reception() != Reception.CANCELLED;
  }

  private static Optional<Tender> card(Order order) {
    return order.tenders().stream().filter(tender -> tender.method().equals("CARD")).findFirst();
  }

  private static void requireOpen(Exchange exchange) {
    if (!exchange.changeable()) {
      throw Problem.conflict(
          "exchange-not-open", "This exchange was shipped or has ended, so it cannot be changed.");
    }
  }

  private Exchange get(UUID returnId) {
    return store.ofReturn(returnId).orElseThrow(Exchanges::unknown);
  }

  private void change(UUID returnId, UnaryOperator<Exchange> operation) {
    transaction.executeWithoutResult(
        status -> {
          Exchange now = store.ofReturnForChange(returnId).orElseThrow(Exchanges::unknown);
          Exchange changed = operation.apply(now);
          if (!changed.equals(now)) {
            store.update(changed);
          }
        });
  }

  private static Problem unknown() {
    return Problem.notFound("exchange-unknown", "There is no exchange for this return.");
  }
}
