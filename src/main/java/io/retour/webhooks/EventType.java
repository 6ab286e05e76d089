package io.retour.webhooks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can happen, as integrators read it. Names stay; new ones may come. */
public enum EventType {
  RETURN_REGISTERED("return.registered", "A return was registered.", "registered"),
  RETURN_AUTHORISED("return.authorised", "It may come back.", "authorised"),
  RETURN_REJECTED("return.rejected", "It ended: it may not come back.", "rejected"),
  RETURN_DROPPED_OFF("return.dropped_off", "A carrier has it."),
  RETURN_RECEIVED("return.received", "It is at the warehouse, or a store took it in."),
  RETURN_LOST("return.lost", "It, or one of its parcels, counts as lost.", "lost", "part-lost"),
  RETURN_KEPT("return.kept", "The shopper keeps the pieces.", "kept-by-customer"),
  RETURN_CANCELLED("return.cancelled", "It ended: it was called off.", "cancelled"),
  RETURN_EXPIRED("return.expired", "It ended: nothing came in time.", "expired"),
  RETURN_CLOSED("return.closed", "It ended: it is settled.", "closed"),
  UNIT_INSPECTED("unit.inspected", "A piece was graded."),
  REFUND_GRANTED(
      "refund.granted", "Money is due, and how much.", "settlement-granted", "objection-granted"),
  REFUND_SETTLED(
      "refund.settled", "All of that money is through.", "settlement-settled", "objection-settled"),
  REFUND_FAILED(
      "refund.failed",
      "The payment provider could not pay it; a person pays it another way.",
      "settlement-failed",
      "objection-failed"),
  REFUND_REVERSED(
      "refund.reversed",
      "Money that was paid came back, so it is owed again.",
      "settlement-reversed",
      "objection-reversed"),
  EXCHANGE_REQUESTED("exchange.requested", "Other goods are wanted, and the return may come back."),
  EXCHANGE_SHIPPED(
      "exchange.shipped",
      "The new pieces are on their way.",
      "exchange-shipped",
      "exchange-shipped-ahead"),
  EXCHANGE_FELL_BACK(
      "exchange.fell_back",
      "The shopper gets the money instead.",
      "exchange-fell-back",
      "exchange-refund-wanted"),
  CLAIM_RAISED("claim.raised", "A claim was raised.", "claim-raised"),
  CLAIM_REJECTED("claim.rejected", "It ended: nothing is owed for it.", "claim-rejected"),
  CLAIM_CALLED_OFF("claim.called_off", "Nobody pursues it any more.", "claim-called-off"),
  CLAIM_CLOSED("claim.closed", "It ended: it was made good.", "claim-closed"),
  /** Asked for by the integrator, and sent to the one who asked. */
  TEST("webhook.test", "You asked for it, to see whether it arrives.");

  private final String wire;
  private final String meaning;
  private final Set<String> kinds;

  EventType(String wire, String meaning, String... kinds) {
    this.wire = wire;
    this.meaning = meaning;
    this.kinds = Set.of(kinds);
  }

  /** Its name outside. */
  public String wire() {
    return wire;
  }

  /** What it says, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** What can be subscribed to. */
  public static List<EventType> all() {
    return Arrays.stream(values()).filter(type -> type != TEST).toList();
  }

  static Optional<EventType> named(String wire) {
    return all().stream().filter(type -> type.wire.equals(wire)).findFirst();
  }

  /** What a line of a history says outside; most are nobody's business there. */
  static Optional<EventType> ofKind(String kind) {
    return all().stream().filter(type -> type.kinds.contains(kind)).findFirst();
  }
}
