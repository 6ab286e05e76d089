package io.retour.exchanges;

import io.retour.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper wants instead of money for the pieces of one return. It stands beside the return
 * and never replaces the right behind it: until something is shipped the shopper can have the money
 * instead (CRD Art. 13(1)).
 *
 * @param mode when the new pieces go out, as granted
 * @param holdUntil when a hold on the shopper's card ends by itself, absent without one
 * @param link the difference the shopper was asked for, zero without one; never charged by itself
 * @param linkUrl where the shopper pays it, empty without one
 * @param linkUntil until when it can be paid, absent without one
 * @param outboundNumber what the shop's shipping calls the new parcel, empty before it is asked for
 * @param followUpOrderId the order that the new pieces belong to, so that they can come back too
 */
public record Exchange(
    UUID id,
    UUID returnId,
    UUID orderId,
    Mode mode,
    State state,
    Hold hold,
    @Nullable Instant holdUntil,
    Link linkState,
    Money link,
    String linkUrl,
    @Nullable Instant linkUntil,
    String outboundNumber,
    @Nullable UUID followUpOrderId,
    List<Unit> units,
    Instant requestedAt) {

  /** When the new pieces go out. */
  public enum Mode {
    /** Once the old ones are back and accepted. */
    ON_RECEIPT,
    /** At once, with a hold on the shopper's card for their price. */
    ADVANCE
  }

  /** How far it is. */
  public enum State {
    REQUESTED,
    /** A wanted piece ran out; the shopper chooses another one or the money. */
    CHOICE_OPEN,
    /** The shopper is asked for a difference. */
    PAYMENT_OPEN,
    /** From here on the new pieces are on their way, and money is no longer the alternative. */
    SHIPPING,
    /** Sent before the old pieces are back. */
    SHIPPED_AHEAD,
    /** Done: the old pieces are back, the new ones paid for. */
    EXCHANGED,
    /** The old pieces did not come, so the hold paid for the new ones. */
    BOUGHT,
    /** Money instead. */
    FELL_BACK,
    /** The return ended without pieces coming back. */
    CANCELLED;

    /** Whether nothing was shipped and nothing has ended yet. */
    public boolean open() {
      return this == REQUESTED || this == CHOICE_OPEN || this == PAYMENT_OPEN;
    }
  }

  /** Where a hold on the shopper's card stands. */
  public enum Hold {
    NONE,
    AUTHORISED,
    REFUSED,
    RELEASED,
    CAPTURED
  }

  /** Where a payment link stands. */
  public enum Link {
    NONE,
    OPEN,
    PAID,
    CLOSED
  }

  /** Whether the stock system keeps a wanted piece for the shopper. */
  public enum Stock {
    NONE,
    RESERVED,
    OUT_OF_STOCK,
    RELEASED,
    SHIPPED
  }

  /**
   * One wanted piece.
   *
   * @param returnUnitId the piece that comes back for it
   * @param price what it costs the shopper; another size or colour of the same style costs what was
   *     paid for the piece that comes back
   */
  public record Unit(
      UUID id,
      UUID returnUnitId,
      String sku,
      String title,
      String category,
      int weightGrams,
      Money price,
      Stock stock) {

    Unit with(Stock next) {
      return new Unit(id, returnUnitId, sku, title, category, weightGrams, price, next);
    }

    /** Names a reservation of exactly this piece for exactly this purpose. */
    String reservationKey() {
      return id + ":" + sku;
    }
  }

  public Exchange {
    units = List.copyOf(units);
  }

  /** Whether the shopper may still choose something else, or the money. */
  public boolean changeable() {
    return state.open() && linkState != Link.PAID;
  }

  /** Whether the old pieces are back and have paid for the new ones. */
  public boolean completed() {
    return state == State.EXCHANGED;
  }

  /** What all wanted pieces cost. */
  public Money price() {
    return units.stream().map(Unit::price).reduce(link.minus(link), Money::plus);
  }

  public Optional<Unit> forPiece(UUID returnUnitId) {
    return units.stream().filter(unit -> unit.returnUnitId().equals(returnUnitId)).findFirst();
  }

  Exchange with(State next) {
    return copy(
        mode,
        next,
        hold,
        holdUntil,
        linkState,
        link,
        linkUrl,
        linkUntil,
        outboundNumber,
        followUpOrderId,
        units);
  }

  Exchange with(Mode next) {
    return copy(
        next,
        state,
        hold,
        holdUntil,
        linkState,
        link,
        linkUrl,
        linkUntil,
        outboundNumber,
        followUpOrderId,
        units);
  }

  Exchange with(Hold next, @Nullable Instant until) {
    return copy(
        mode,
        state,
        next,
        until,
        linkState,
        link,
        linkUrl,
        linkUntil,
        outboundNumber,
        followUpOrderId,
        units);
  }

  Exchange with(Link next, Money amount, String url, @Nullable Instant until) {
    return copy(
        mode,
        state,
        hold,
        holdUntil,
        next,
        amount,
        url,
        until,
        outboundNumber,
        followUpOrderId,
        units);
  }

  Exchange with(List<Unit> next) {
    return copy(
        mode,
        state,
        hold,
        holdUntil,
        linkState,
        link,
        linkUrl,
        linkUntil,
        outboundNumber,
        followUpOrderId,
        next);
  }

  Exchange shippedAs(String number) {
    return copy(
        mode,
        state,
        hold,
        holdUntil,
        linkState,
        link,
        linkUrl,
        linkUntil,
        number,
        followUpOrderId,
        units);
  }

  Exchange followedBy(UUID order) {
    return copy(
        mode,
        state,
        hold,
        holdUntil,
        linkState,
        link,
        linkUrl,
        linkUntil,
        outboundNumber,
        order,
        units);
  }

  private Exchange copy(
      Mode newMode,
      State newState,
      Hold newHold,
      @Nullable Instant newHoldUntil,
      Link newLinkState,
      Money newLink,
      String newLinkUrl,
      @Nullable Instant newLinkUntil,
      String newOutboundNumber,
      @Nullable UUID newFollowUpOrderId,
      List<Unit> newUnits) {
    return new Exchange(
        id,
        returnId,
        orderId,
        newMode,
        newState,
        newHold,
        newHoldUntil,
        newLinkState,
        newLink,
        newLinkUrl,
        newLinkUntil,
        newOutboundNumber,
        newFollowUpOrderId,
        newUnits,
        requestedAt);
  }
}
