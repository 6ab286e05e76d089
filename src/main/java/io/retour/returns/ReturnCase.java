package io.retour.returns;

import io.retour.returns.ReturnUnit.Authorisation;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A return: pieces of one order on their way back. The journey owns what happens next; this type
 * only guards what must always hold, and every change gives a new value.
 *
 * @param rmaNumber what shopper and staff call it
 * @param language the shopper's language, ISO 639-1
 * @param method the way back
 * @param parcels in how many parcels the shopper sends it
 * @param offeredMethods the ways back that were on offer when it was registered; an offer to
 *     collect the goods ends the trader's right to wait for them (CRD Art. 13(3))
 * @param requestedResolution REFUND, STORE_CREDIT or EXCHANGE
 * @param quotedFee the fee that was shown when the shopper confirmed; it can only get lower
 * @param quotedRefund the amount that was shown when the shopper confirmed
 * @param registeredBy {@code shopper}, or the name of the person or system that registered it
 * @param registeredAt when the trader was informed: when it was registered, or when the statement
 *     of withdrawal that it carries out was received
 * @param warehouse to which it goes, by its name in the table {@code routing}; absent until it is
 *     authorised
 * @param outcome how it ended, absent while it runs
 * @param withdrawal the statement of withdrawal that it carries out, absent when the shopper
 *     registered the return
 */
public record ReturnCase(
    UUID id,
    String rmaNumber,
    UUID orderId,
    String brand,
    String channel,
    String language,
    String method,
    int parcels,
    List<String> offeredMethods,
    String requestedResolution,
    Money quotedFee,
    Money quotedRefund,
    String registeredBy,
    Instant registeredAt,
    @Nullable String riskLevel,
    @Nullable String warehouse,
    @Nullable Outcome outcome,
    @Nullable Instant closedAt,
    @Nullable Long processInstanceKey,
    @Nullable Withdrawal withdrawal,
    List<ReturnUnit> units) {

  /** How a return ended. */
  public enum Outcome {
    SETTLED,
    REJECTED,
    EXPIRED,
    CANCELLED
  }

  /** What was seen of the goods on their way back. */
  public enum Goods {
    NOTHING,
    /** There is proof that they were sent. */
    SENT,
    /** They came, or count as lost, which is the same for the shopper's money. */
    RECEIVED
  }

  private static final Set<Reception> SENT =
      EnumSet.of(Reception.DROPPED_OFF, Reception.IN_TRANSIT);

  private static final Set<Reception> RECEIVED =
      EnumSet.of(
          Reception.DELIVERED,
          Reception.RECEIVED,
          Reception.SHORT,
          Reception.WRONG_ITEM,
          Reception.LOST);

  /** The way on which the trader fetches the goods. */
  private static final String COLLECTION = "HOME_PICKUP";

  private static final Set<String> BY_POST = Set.of("PARCEL_DROP_OFF", "QR_DROP_OFF");

  /** Goods that came before their return was registered. */
  private static final String UNANNOUNCED = "UNANNOUNCED";

  public ReturnCase {
    units = List.copyOf(units);
    offeredMethods = List.copyOf(offeredMethods);
    if (units.isEmpty()) {
      throw Problem.invalid("nothing-to-return", "lines", "Choose at least one item to return.");
    }
  }

  /** The moment whose facts count: what was in time when it was stated stays in time. */
  public Instant statedAt() {
    return withdrawal == null ? registeredAt : withdrawal.sentAt();
  }

  public boolean open() {
    return outcome == null;
  }

  /** Whether its pieces are still expected: announced, not here and not given up. */
  public boolean awaited() {
    return open()
        && units.stream()
            .allMatch(unit -> unit.reception().ordinal() < Reception.DELIVERED.ordinal());
  }

  /** Whether the shopper still waits for money, or for knowing that none is due. */
  public boolean awaitsRefund() {
    return open() && !paid();
  }

  /** Whether the money of every piece is through, or none is due for it. */
  public boolean paid() {
    return units.stream()
        .allMatch(unit -> unit.settlement() == Settlement.SETTLED || unit.returnableAgain());
  }

  /** The first piece that was sent or came counts for all, in the shopper's favour. */
  public Goods goods() {
    if (units.stream().anyMatch(unit -> RECEIVED.contains(unit.reception()))) {
      return Goods.RECEIVED;
    }
    return units.stream().anyMatch(unit -> SENT.contains(unit.reception()))
        ? Goods.SENT
        : Goods.NOTHING;
  }

  /**
   * Whether the trader offered to collect the goods himself, so that he may not wait for them (CRD
   * Art. 13(3)): who fetches them at home does so, and so does who offers no way by post, whether
   * or not the shopper took the pickup and whatever it costs (ADR 11).
   */
  public boolean collectionOffered() {
    return method.equals(COLLECTION)
        || (offeredMethods.contains(COLLECTION)
            && offeredMethods.stream().noneMatch(BY_POST::contains));
  }

  /** Whether the shopper had the pieces and handed them over. */
  boolean handedOver() {
    return method.equals(UNANNOUNCED) || goods() != Goods.NOTHING;
  }

  /** Whether the goods never left for the shopper, so that nothing is to come back. */
  public boolean stopped() {
    return units.stream().allMatch(unit -> unit.reception() == Reception.STOPPED);
  }

  public boolean cancellable() {
    return open() && units.stream().allMatch(unit -> unit.reception().cancellable());
  }

  public ReturnUnit unit(UUID unitId) {
    return units.stream()
        .filter(unit -> unit.id().equals(unitId))
        .findFirst()
        .orElseThrow(
            () ->
                Problem.notFound(
                    "unit-unknown", "Return %s has no such item.".formatted(rmaNumber)));
  }

  /**
   * @param grounds by order line
   */
  ReturnCase authorised(Map<UUID, Ground> grounds, String risk, @Nullable String destination) {
    return with(
        units.stream()
            .map(
                unit ->
                    unit.withAuthorisation(Authorisation.AUTHORISED)
                        .withGround(grounds.getOrDefault(unit.orderLineId(), Ground.VOLUNTARY)))
            .toList(),
        risk,
        destination);
  }

  ReturnCase ended(Outcome how, Instant at) {
    UnaryOperator<ReturnUnit> change =
        switch (how) {
          case SETTLED -> ReturnUnit::withoutMoneyWhenRefused;
          case REJECTED -> unit -> unit.withAuthorisation(Authorisation.REJECTED);
          case EXPIRED -> unit -> unlessHandedOver(unit, Reception.EXPIRED);
          case CANCELLED -> unit -> unlessHandedOver(unit, Reception.CANCELLED);
        };
    return new ReturnCase(
        id,
        rmaNumber,
        orderId,
        brand,
        channel,
        language,
        method,
        parcels,
        offeredMethods,
        requestedResolution,
        quotedFee,
        quotedRefund,
        registeredBy,
        registeredAt,
        riskLevel,
        warehouse,
        how,
        at,
        processInstanceKey,
        withdrawal,
        units.stream().map(change).toList());
  }

  /** An end does not undo that a piece was handed over. */
  private static ReturnUnit unlessHandedOver(ReturnUnit unit, Reception end) {
    return unit.reception().cancellable() ? unit.withReception(end) : unit;
  }

  /** Moves the parcel's pieces on; a late or repeated scan never moves them back. */
  ReturnCase movedOn(Reception next) {
    return with(
        units.stream()
            .map(
                unit ->
                    unit.reception().ordinal() < next.ordinal()
                            && unit.reception().ordinal() < Reception.RECEIVED.ordinal()
                        ? unit.withReception(next)
                        : unit)
            .toList());
  }

  /** The delivery was stopped: nothing comes back, so no way back costs anything. */
  ReturnCase shipmentStopped() {
    return withoutFee(units.stream().map(unit -> unit.withReception(Reception.STOPPED)).toList());
  }

  /** At a counter; what was announced as a parcel and not sent costs no fee then. */
  ReturnCase handedIn() {
    ReturnCase here = movedOn(Reception.DELIVERED);
    return cancellable() ? here.withoutFee(here.units) : here;
  }

  private ReturnCase withoutFee(List<ReturnUnit> units) {
    return new ReturnCase(
        id,
        rmaNumber,
        orderId,
        brand,
        channel,
        language,
        method,
        parcels,
        offeredMethods,
        requestedResolution,
        Money.zero(quotedFee.currency()),
        quotedRefund,
        registeredBy,
        registeredAt,
        riskLevel,
        warehouse,
        outcome,
        closedAt,
        processInstanceKey,
        withdrawal,
        units);
  }

  /** A parcel that counted as lost came after all. */
  ReturnCase foundAfterLoss() {
    return with(
        units.stream()
            .map(
                unit ->
                    unit.reception() == Reception.LOST
                        ? unit.withReception(Reception.DELIVERED)
                        : unit)
            .toList());
  }

  /**
   * The time for its parcels is over and only some came: what was not graded in these came in none.
   *
   * @param lost whether a parcel that was handed over is missing; else these pieces were not sent,
   *     and may be announced again
   */
  ReturnCase partEnded(boolean lost) {
    return with(
        units.stream()
            .map(
                unit ->
                    unit.reception().ordinal() <= Reception.DELIVERED.ordinal()
                        ? unit.withReception(lost ? Reception.LOST : Reception.EXPIRED)
                        : unit)
            .toList());
  }

  /** Its pieces that were not sent in time. */
  public List<ReturnUnit> notSent() {
    return units.stream().filter(unit -> unit.reception() == Reception.EXPIRED).toList();
  }

  /** What was refused for good and lies with us, and is the shopper's. */
  public List<ReturnUnit> toSendBack() {
    return units.stream().filter(ReturnUnit::toSendBack).toList();
  }

  /** Whether nothing of it is still to come. */
  public boolean complete() {
    return units.stream()
        .allMatch(unit -> unit.reception().ordinal() >= Reception.DELIVERED.ordinal());
  }

  /** Whether its parcel, or one of its parcels, counts as lost. */
  public boolean lost() {
    return units.stream().anyMatch(unit -> unit.reception() == Reception.LOST);
  }

  ReturnCase inspected(UUID unitId, Grade grade, String findings) {
    return withUnit(unitId, unit -> unit.withInspection(grade, findings));
  }

  ReturnCase dispositioned(UUID unitId, String disposition) {
    return withUnit(unitId, unit -> unit.withDisposition(disposition));
  }

  /**
   * @throws Problem when more would be taken off than was paid (CRD Art. 14(2))
   */
  ReturnCase reviewed(UUID unitId, boolean accepted, Money deduction) {
    if (deduction.isNegative() || deduction.compareTo(unit(unitId).value()) > 0) {
      throw Problem.invalid(
          "deduction-out-of-range",
          "deductionMinor",
          "The deduction must lie between zero and what was paid, %s."
              .formatted(unit(unitId).value()));
    }
    return withUnit(unitId, unit -> unit.withReview(accepted, deduction));
  }

  /** No parcel, no inspection, no stock: the pieces stay where they are. */
  ReturnCase kept() {
    return with(units.stream().map(unit -> unit.withDisposition("KEPT_BY_CUSTOMER")).toList());
  }

  ReturnCase settlement(Settlement next) {
    return with(
        units.stream()
            .map(unit -> unit.returnableAgain() ? unit : unit.withSettlement(next))
            .toList());
  }

  ReturnCase refusedIsPaidBack() {
    return with(units.stream().map(unit -> unit.accepted() ? unit : unit.withoutMoney()).toList());
  }

  private ReturnCase withUnit(UUID unitId, UnaryOperator<ReturnUnit> change) {
    unit(unitId);
    return with(
        units.stream().map(unit -> unit.id().equals(unitId) ? change.apply(unit) : unit).toList());
  }

  private ReturnCase with(List<ReturnUnit> changed) {
    return with(changed, riskLevel, warehouse);
  }

  private ReturnCase with(
      List<ReturnUnit> changed, @Nullable String risk, @Nullable String destination) {
    return new ReturnCase(
        id,
        rmaNumber,
        orderId,
        brand,
        channel,
        language,
        method,
        parcels,
        offeredMethods,
        requestedResolution,
        quotedFee,
        quotedRefund,
        registeredBy,
        registeredAt,
        risk,
        destination,
        outcome,
        closedAt,
        processInstanceKey,
        withdrawal,
        changed);
  }
}
