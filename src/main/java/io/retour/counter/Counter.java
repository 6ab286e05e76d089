package io.retour.counter;

import io.retour.counter.HandIn.Piece;
import io.retour.counter.HandIn.Taken;
import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Market;
import io.retour.shared.Problem;
import io.retour.stores.Store;
import io.retour.stores.Stores;
import io.retour.warehouse.DestructionGrounds;
import io.retour.warehouse.Inspection;
import io.retour.warehouse.Warehouse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Taking returns over a store's counter: what was bought online is handed in, looked at and graded
 * on the spot. It does not matter whether the return was announced, nor for which way back.
 */
@Service
@Transactional
public class Counter {

  /** The way back of a return that is handed in at a store. */
  public static final String METHOD = "STORE";

  /** Clocks of tills differ a little. */
  private static final Duration FAST_CLOCK = Duration.ofMinutes(5);

  private final Stores stores;
  private final HandInStore handIns;
  private final Orders orders;
  private final Returns returns;
  private final Parcels parcels;
  private final Warehouse warehouse;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Counter(
      Stores stores,
      HandInStore handIns,
      Orders orders,
      Returns returns,
      Parcels parcels,
      Warehouse warehouse,
      ApplicationEventPublisher events,
      Clock clock) {
    this.stores = stores;
    this.handIns = handIns;
    this.orders = orders;
    this.returns = returns;
    this.parcels = parcels;
    this.warehouse = warehouse;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What lies behind a scanned or typed code: a return that waits for its pieces, or the order from
   * which pieces can be handed in without any announcement.
   *
   * @param order always there
   * @param announced the return whose pieces are expected; empty when nothing is announced, or when
   *     what was announced has ended without its pieces
   */
  public record Found(Order order, Optional<ReturnCase> announced) {}

  /**
   * @param code return number as in the QR code, tracking number, or order number
   * @param emailOrPostcode needed with an order number
   */
  @Transactional(readOnly = true)
  public Found find(String storeId, String code, String emailOrPostcode) {
    Store store = stores.get(storeId);
    Optional<ReturnCase> named = named(code);
    if (named.isPresent()) {
      ReturnCase found = named.get();
      if (!found.brand().equals(store.brand())) {
        // no more than what was typed: not the return's number to who has a tracking number only
        throw Problem.conflict(
            "other-brand",
            "The return of %s is of another brand; its own stores take it."
                .formatted(code.strip()));
      }
      Order order = returns.order(found);
      return new Found(order, found.awaited() ? Optional.of(found) : awaited(order, found));
    }
    Order order =
        orders
            .find(store.brand(), code, emailOrPostcode)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "order-unknown",
                        "No return has this number, and no order has it with this mail or"
                            + " postcode."));
    return new Found(order, awaitedOf(order));
  }

  private Optional<ReturnCase> named(String code) {
    String read = code.strip().toUpperCase(Locale.ROOT);
    return returns.findByRmaNumber(read).or(() -> parcels.returnOf(read));
  }

  /** What ended without its pieces may come in as a new return; what came in already may not. */
  private Optional<ReturnCase> awaited(Order order, ReturnCase named) {
    if (named.units().stream().noneMatch(ReturnUnit::returnableAgain)) {
      throw Problem.conflict(
          "already-received",
          "The items of return %s were taken in already.".formatted(named.rmaNumber()));
    }
    return awaitedOf(order);
  }

  private Optional<ReturnCase> awaitedOf(Order order) {
    return returns.ofOrder(order.id()).stream().filter(ReturnCase::awaited).findFirst();
  }

  /**
   * Takes a hand-in, once. An announced return gets its pieces; without one a return is registered
   * as of the moment of the hand-in. Every piece is graded, and the journey settles it.
   *
   * @throws Problem when it cannot be taken; then nothing of it is kept
   */
  public Taken take(String storeId, HandIn handIn, String employee) {
    Store store = stores.get(storeId);
    if (handIn.happenedAt().isAfter(clock.instant().plus(FAST_CLOCK))) {
      throw Problem.invalid(
          "in-the-future",
          "happenedAt",
          "This hand-in has not happened yet; set the till's clock.");
    }
    if (!handIns.add(handIn, storeId, employee, clock.instant())) {
      return before(storeId, handIn);
    }
    Found found = find(storeId, handIn.code(), handIn.emailOrPostcode());
    ReturnCase taken =
        found
            .announced()
            .map(announced -> expected(announced, handIn))
            .orElseGet(() -> unannounced(found.order(), handIn, employee));
    handIns.became(handIn.id(), taken.id());
    parcels.tookIn(taken.id(), storeId, employee);
    returns.handedIn(taken.id(), employee, store.name());
    tell(taken, storeId);
    grade(taken, handIn, employee);
    return new Taken(taken.id(), taken.rmaNumber(), false);
  }

  private void tell(ReturnCase taken, String storeId) {
    events.publishEvent(new HandedInAtStore(taken.id(), storeId, taken.method().equals(METHOD)));
  }

  /**
   * Tells of a hand-in again, to a journey that may have missed it.
   *
   * @return false when no store has this return
   */
  public boolean repeatHandIn(UUID returnId) {
    Optional<String> store = handIns.storeOf(returnId);
    store.ifPresent(storeId -> tell(returns.get(returnId), storeId));
    return store.isPresent();
  }

  private Taken before(String storeId, HandIn handIn) {
    HandIn.Kept kept = handIns.get(handIn.id());
    if (!kept.storeId().equals(storeId)
        || !kept.fingerprint().equals(handIn.fingerprint())
        || kept.returnId() == null) {
      throw Problem.conflict(
          "id-taken", "Another hand-in has this id; give each hand-in an id of its own.");
    }
    ReturnCase taken = returns.get(kept.returnId());
    return new Taken(taken.id(), taken.rmaNumber(), true);
  }

  /** Each piece must be accounted for, so that none waits for a grade for ever. */
  private static ReturnCase expected(ReturnCase announced, HandIn handIn) {
    List<String> waiting =
        new ArrayList<>(
            announced.units().stream()
                .filter(unit -> unit.grade() == null)
                .map(ReturnUnit::sku)
                .toList());
    for (int i = 0; i < handIn.pieces().size(); i++) {
      String sku = handIn.pieces().get(i).sku();
      if (!waiting.remove(sku)) {
        throw Problem.invalid(
            "piece-not-announced",
            "pieces[%d].sku".formatted(i),
            "Return %s does not announce %s; take it in as a hand-in of its own."
                .formatted(announced.rmaNumber(), sku));
      }
    }
    if (!waiting.isEmpty()) {
      throw Problem.invalid(
          "piece-not-graded",
          "pieces",
          "Return %s also announces %s: grade it, or say MISSING if it was not handed in."
              .formatted(announced.rmaNumber(), String.join(", ", waiting)));
    }
    return announced;
  }

  private ReturnCase unannounced(Order order, HandIn handIn, String employee) {
    if (handIn.happenedAt().isBefore(order.placedAt())) {
      throw Problem.invalid(
          "before-the-order",
          "happenedAt",
          "The order was placed after that; set the till's clock.");
    }
    orders.lock(order.id());
    ReturnDraft draft = new ReturnDraft(order, lines(order, handIn), METHOD, handIn.resolution());
    return returns.registerArrived(
        new Registration(
            returnId(handIn), draft, List.of(), language(order), employee, null, null, null),
        handIn.happenedAt());
  }

  /** As the shopper chose it for an earlier return of the order, else the country's. */
  private String language(Order order) {
    return returns.ofOrder(order.id()).stream()
        .findFirst()
        .map(ReturnCase::language)
        .orElseGet(() -> Market.language(order.country()));
  }

  private static UUID returnId(HandIn handIn) {
    return UUID.nameUUIDFromBytes(("hand-in:" + handIn.id()).getBytes(StandardCharsets.UTF_8));
  }

  /** Finds an order line with a free piece for every piece on the counter. */
  private List<ReturnDraft.Line> lines(Order order, HandIn handIn) {
    Map<UUID, Integer> free = new LinkedHashMap<>(returns.returnable(order));
    Map<UUID, Integer> taken = new LinkedHashMap<>();
    Map<UUID, ReturnReason> reasons = new LinkedHashMap<>();
    for (int i = 0; i < handIn.pieces().size(); i++) {
      Piece piece = handIn.pieces().get(i);
      String field = "pieces[%d].".formatted(i);
      if (piece.grade() == Grade.MISSING) {
        throw Problem.invalid(
            "piece-missing", field + "grade", "Name only pieces that lie on the counter.");
      }
      OrderLine line =
          order.lines().stream()
              .filter(bought -> bought.sku().equals(piece.sku()))
              .filter(bought -> free.getOrDefault(bought.id(), 0) > 0)
              .findFirst()
              .orElseThrow(
                  () ->
                      Problem.invalid(
                          "piece-not-returnable",
                          field + "sku",
                          "Order %s has no (further) %s that could come back."
                              .formatted(order.orderNumber(), piece.sku())));
      free.merge(line.id(), -1, Integer::sum);
      taken.merge(line.id(), 1, Integer::sum);
      reasons.merge(line.id(), piece.reason(), Counter::telling);
    }
    return taken.entrySet().stream()
        .map(
            entry ->
                new ReturnDraft.Line(
                    entry.getKey(), entry.getValue(), reasons.get(entry.getKey()), ""))
        .toList();
  }

  /** Pieces of one line share a reason: the seller's fault counts, else the first one given. */
  private static ReturnReason telling(ReturnReason one, ReturnReason other) {
    if (other.sellersFault() && !one.sellersFault()) {
      return other;
    }
    return one == ReturnReason.NO_REASON_GIVEN ? other : one;
  }

  private void grade(ReturnCase taken, HandIn handIn, String employee) {
    List<ReturnUnit> waiting =
        new ArrayList<>(taken.units().stream().filter(unit -> unit.grade() == null).toList());
    for (Piece piece : handIn.pieces()) {
      ReturnUnit unit =
          waiting.stream()
              .filter(each -> each.sku().equals(piece.sku()))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("Each piece was matched before"));
      waiting.remove(unit);
      piece.photos().forEach(photo -> warehouse.photograph(unit.id(), photo, employee));
      warehouse.inspect(
          unit.id(),
          new Inspection(piece.grade(), piece.findings(), piece.checks(), DestructionGrounds.NONE),
          employee);
    }
  }

  /** Whether a store has the pieces of this return. */
  @Transactional(readOnly = true)
  public boolean handedIn(UUID returnId) {
    return handIns.storeOf(returnId).isPresent();
  }

  /** The store that took this return in, which is also the stock location of its pieces. */
  @Transactional(readOnly = true)
  public Optional<Store> storeOf(UUID returnId) {
    return handIns.storeOf(returnId).map(stores::get);
  }

  /** The moment of a hand-in that happens now. */
  public Instant now() {
    return clock.instant();
  }
}
