package io.retour.returns;

import io.retour.orders.Order;
import io.retour.orders.OrderCalendar;
import io.retour.orders.OrderDates;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.Orders;
import io.retour.policy.ReturnFacts;
import io.retour.policy.ShopPolicies;
import io.retour.policy.ShopPolicy;
import io.retour.policy.WithdrawalPeriod;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.shared.Market;
import io.retour.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The one place where the facts for the tables are computed. */
@Component
class FactCollector {

  private static final Duration RECENT = Duration.ofDays(90);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration YEAR = Duration.ofDays(365);

  /** No longer is anything held against anybody (GDPR Art. 5(1)(e)). */
  private static final Duration REMEMBERED = Duration.ofDays(730);

  private final Orders orders;
  private final OrderCalendar calendar;
  private final WithdrawalPeriods periods;
  private final ReturnStore returns;
  private final EarlierPayouts payouts;
  private final WeighedParcels weighed;
  private final ShopPolicies policies;
  private final StatedPieces stated;
  private final List<LiabilityExtensions> repairs;
  private final List<DeliveryClaims> claims;
  private final WaysCarried ways;

  FactCollector(
      Orders orders,
      OrderCalendar calendar,
      WithdrawalPeriods periods,
      ReturnStore returns,
      EarlierPayouts payouts,
      WeighedParcels weighed,
      ShopPolicies policies,
      StatedPieces stated,
      List<LiabilityExtensions> repairs,
      List<DeliveryClaims> claims,
      WaysCarried ways) {
    this.orders = orders;
    this.calendar = calendar;
    this.periods = periods;
    this.returns = returns;
    this.payouts = payouts;
    this.weighed = weighed;
    this.policies = policies;
    this.stated = stated;
    this.repairs = repairs;
    this.claims = claims;
    this.ways = ways;
  }

  /**
   * Facts of a draft at a moment, before it is a return.
   *
   * @param withdrawn whether a statement of withdrawal was found to be in time, which no exemption
   *     stands against any more
   * @param handedOver whether the pieces are here, so that they were delivered whatever was told
   */
  ReturnFacts of(ReturnDraft draft, Instant at, boolean withdrawn, boolean handedOver) {
    List<UUID> lineIds = draft.lines().stream().map(ReturnDraft.Line::orderLineId).toList();
    Set<String> held = returns.heldPieces(lineIds);
    Map<String, Instant> said = stated.first(lineIds);
    return facts(
        draft.order(),
        draft.lines(),
        draft.method(),
        draft.parcels(),
        draft.requestedResolution(),
        line -> free(line, held),
        line ->
            earliest(
                said,
                StatedPieces.free(line.bought(), line.quantity(), held, said).stream()
                    .map(unitNo -> StatedPieces.piece(line.bought().id(), unitNo)),
                at),
        at,
        withdrawn,
        handedOver,
        null);
  }

  /** An order line and how many pieces of it are meant. */
  private record Meant(OrderLine bought, int quantity) {}

  /**
   * The moment that counts for a line: when any of the pieces was first spoken of. A line is
   * assessed as a whole, so one piece that was withdrawn in time carries its fellows (never less
   * than CRD Art. 11(2) gives).
   */
  private static Instant earliest(Map<String, Instant> said, Stream<String> pieces, Instant at) {
    return pieces
        .map(piece -> said.getOrDefault(piece, at))
        .filter(moment -> moment.isBefore(at))
        .min(Comparator.naturalOrder())
        .orElse(at);
  }

  /** The order lines of a draft of which nothing was delivered yet. */
  Set<UUID> notDelivered(ReturnDraft draft) {
    OrderDates dates = calendar.of(draft.order());
    return draft.lines().stream()
        .map(ReturnDraft.Line::orderLineId)
        .filter(line -> dates.deliveredOn(line) == null)
        .collect(Collectors.toSet());
  }

  /** Facts of a registered return, as they were when it was registered. */
  ReturnFacts of(Order order, ReturnCase registered) {
    Map<UUID, List<ReturnUnit>> byLine =
        registered.units().stream().collect(Collectors.groupingBy(ReturnUnit::orderLineId));
    List<ReturnDraft.Line> lines =
        order.lines().stream()
            .filter(line -> byLine.containsKey(line.id()))
            .map(
                line ->
                    new ReturnDraft.Line(
                        line.id(),
                        byLine.get(line.id()).size(),
                        byLine.get(line.id()).getFirst().reason(),
                        ""))
            .toList();
    Map<String, Instant> said = stated.first(byLine.keySet());
    // the return holds its own pieces, so what it announced was free when it was registered
    return facts(
        order,
        lines,
        registered.method(),
        registered.parcels(),
        registered.requestedResolution(),
        line -> byLine.get(line.id()).size(),
        line ->
            earliest(
                said,
                byLine.get(line.bought().id()).stream().map(ReturnUnit::piece),
                registered.statedAt()),
        registered.statedAt(),
        registered.withdrawal() != null,
        registered.handedOver(),
        registered.id());
  }

  /**
   * The exemption that stands against a withdrawal. A trader who did not inform beforehand cannot
   * use one (CRD Art. 6(1)(k)); and what was classified as in time has passed this question.
   */
  private static Exemption exemption(Order order, OrderLine line, boolean withdrawn) {
    return withdrawn || !order.informed().ofExemptions() ? Exemption.NONE : line.exemption();
  }

  private static int daysSince(@Nullable LocalDate deliveredOn, LocalDate today) {
    return deliveredOn == null
        ? -1
        : (int) Math.max(0, ChronoUnit.DAYS.between(deliveredOn, today));
  }

  /** How many pieces of a line no return holds. */
  static int free(OrderLine line, Set<String> held) {
    return (int)
        java.util.stream.IntStream.rangeClosed(1, line.quantity())
            .filter(unitNo -> !held.contains(line.id() + "#" + unitNo))
            .count();
  }

  private ReturnFacts facts(
      Order order,
      List<ReturnDraft.Line> lines,
      String method,
      int parcels,
      String resolution,
      Function<OrderLine, Integer> returnable,
      Function<Meant, Instant> firstSaid,
      Instant at,
      boolean withdrawn,
      boolean handedOver,
      @Nullable UUID thisReturn) {
    ZoneId zone = Market.zone(order.country());
    LocalDate today = at.atZone(zone).toLocalDate();
    OrderDates dates = calendar.of(order);
    // the shop's window counts from the last good too, as the statutory period does
    LocalDate deliveredOn = dates.periodStart(order);
    ShopPolicy promised = promised(order);
    int daysPastWindow =
        deliveredOn == null
            ? 0
            : daysSince(deliveredOn, today)
                - Math.max(order.returnWindowDays(), promised.windowDays());
    WithdrawalPeriod period = periods.of(order, dates);

    List<ReturnFacts.Line> lineFacts =
        lines.stream()
            .map(
                line -> {
                  OrderLine bought = order.line(line.orderLineId()).orElseThrow();
                  Money value = Money.zero(order.currency());
                  for (int unitNo = 1; unitNo <= line.quantity(); unitNo++) {
                    value = value.plus(order.paidForUnit(bought.id(), unitNo));
                  }
                  LocalDate lineDeliveredOn = dates.deliveredOn(bought.id());
                  ConformityTime time = ConformityTime.of(order, lineDeliveredOn, today);
                  return new ReturnFacts.Line(
                      bought.id().toString(),
                      bought.sku(),
                      bought.title(),
                      bought.category(),
                      line.quantity(),
                      returnable.apply(bought),
                      line.reason().name(),
                      handedOver || lineDeliveredOn != null,
                      time.daysSinceDelivery(),
                      time.monthsSinceDelivery(),
                      repairs.stream()
                          .flatMap(each -> each.liableUntil(bought.id()).stream())
                          .anyMatch(until -> !until.isBefore(today)),
                      daysPastWindow,
                      period.openAt(firstSaid.apply(new Meant(bought, line.quantity()))),
                      exemption(order, bought, withdrawn).name(),
                      bought.finalSale(),
                      bought.battery().name(),
                      value.minor());
                })
            .toList();

    List<Order> bought = orders.ofSameIdentity(order);
    List<ReturnCase> earlier =
        returns.ofOrders(bought.stream().map(Order::id).toList()).stream()
            .filter(other -> !other.id().equals(thisReturn))
            .filter(other -> other.registeredAt().isBefore(at))
            .toList();
    int piecesBought = bought.stream().mapToInt(Order::totalUnits).sum();
    List<ReturnUnit> earlierPieces = earlier.stream().flatMap(r -> r.units().stream()).toList();
    int piecesReturned =
        (int) earlierPieces.stream().filter(unit -> !unit.returnableAgain()).count();
    int piecesAtFault =
        (int) earlierPieces.stream().filter(unit -> unit.reason().sellersFault()).count();
    long returnValue = lineFacts.stream().mapToLong(ReturnFacts.Line::valueMinor).sum();
    long boughtValue = bought.stream().mapToLong(other -> other.captured().minor()).sum();
    long grams =
        lines.stream()
            .mapToLong(
                line ->
                    (long) order.line(line.orderLineId()).orElseThrow().weightGrams()
                        * line.quantity())
            .sum();
    return new ReturnFacts(
        order.brand(),
        order.country(),
        Market.legalRegion(order.country()).name(),
        order.consumer(),
        order.informed().ofReturnCost(),
        ConformityTime.of(order, null, today).law(),
        order.channel(),
        order.currency().getCurrencyCode(),
        returnValue,
        grams,
        lines.stream().mapToInt(ReturnDraft.Line::quantity).sum(),
        parcels,
        method,
        resolution,
        promised.freeMethods().stream().sorted().toList(),
        promised.feeTables().stream().sorted().toList(),
        ways.methods(
            order.country(),
            Math.ceilDiv(grams, Math.max(1, parcels)),
            lineFacts.stream().anyMatch(line -> !line.battery().equals("NONE"))),
        bought.size(),
        since(at.minus(RECENT), earlier),
        since(at.minus(WEEK), earlier),
        earlier.size(),
        (int) bought.stream().map(Order::email).distinct().count(),
        percent(piecesReturned, piecesBought),
        percent(returnValue, boughtValue),
        percent(piecesAtFault, earlierPieces.size()),
        (int)
            earlier.stream()
                .filter(other -> other.registeredAt().isAfter(at.minus(YEAR)))
                .filter(FactCollector::keepsTheGoods)
                .count(),
        payouts.elsewhere(earlier.stream().map(ReturnCase::id).toList(), at.minus(REMEMBERED)),
        payouts.disputed(earlier.stream().map(ReturnCase::id).toList()),
        weighed.lightestPercent(
            earlier.stream()
                .filter(other -> other.registeredAt().isAfter(at.minus(REMEMBERED)))
                .map(ReturnCase::id)
                .toList()),
        (int) earlier.stream().filter(other -> other.orderId().equals(order.id())).count(),
        daysPastWindow == 0 && deliveredOn != null,
        sizesOfOneStyle(order),
        (int)
            earlier.stream()
                .filter(other -> other.registeredAt().isAfter(at.minus(REMEMBERED)))
                .filter(
                    other ->
                        other.units().stream()
                            .anyMatch(unit -> !unit.accepted() && unit.didNotCome()))
                .count(),
        claims.stream().mapToInt(each -> each.neverArrived(order.id())).sum(),
        category(lineFacts),
        lineFacts);
  }

  /**
   * Whether the goods of a return stayed with the shopper, or will when the table agrees. When it
   * does not, they come back as a parcel and nothing was kept.
   */
  private static boolean keepsTheGoods(ReturnCase of) {
    return of.method().equals("KEEP_ITEM")
        && of.units().stream()
            .anyMatch(
                unit ->
                    "KEPT_BY_CUSTOMER".equals(unit.disposition())
                        || (of.outcome() == null && unit.reception() == Reception.AWAITING));
  }

  private static String category(List<ReturnFacts.Line> lines) {
    List<String> categories = lines.stream().map(ReturnFacts.Line::category).distinct().toList();
    return categories.size() == 1 ? categories.getFirst() : "MIXED";
  }

  /** The better of the policy at the purchase, of the one today, and of the law. */
  private ShopPolicy promised(Order order) {
    ShopPolicy today = policies.today(order.brand(), order.country());
    return ShopPolicy.better(
        orders.policyAtPurchase(order.id()).orElse(today),
        today,
        Market.legalRegion(order.country()),
        order.consumer());
  }

  private static int since(Instant moment, List<ReturnCase> earlier) {
    return (int) earlier.stream().filter(other -> other.registeredAt().isAfter(moment)).count();
  }

  private static int percent(long part, long whole) {
    return whole == 0 ? 0 : (int) (part * 100 / whole);
  }

  /** A SKU is style and variant with a dash between them, as in {@code DRESS12-M}. */
  private static int sizesOfOneStyle(Order order) {
    return order.lines().stream()
        .map(OrderLine::sku)
        .distinct()
        .collect(
            Collectors.groupingBy(
                sku -> sku.contains("-") ? sku.substring(0, sku.lastIndexOf('-')) : sku,
                Collectors.counting()))
        .values()
        .stream()
        .mapToInt(Long::intValue)
        .max()
        .orElse(0);
  }
}
