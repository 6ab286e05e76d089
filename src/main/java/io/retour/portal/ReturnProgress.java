package io.retour.portal;

import io.retour.exchanges.Exchange;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.ReturnUnit.Settlement;
import java.util.List;

/**
 * The five axes of all pieces brought down to the one line a shopper follows.
 *
 * @param headline the key of the sentence that says where the return is
 * @param step how many of the steps are behind us
 * @param steps what there is to go through on this way back
 */
public record ReturnProgress(String headline, int step, List<String> steps) {

  public static final List<String> STEPS =
      List.of("registered", "label", "dropped-off", "arrived", "inspected", "settled");

  private static final List<String> STEPS_AT_STORE =
      List.of("registered", "handed-in", "inspected", "settled");

  ReturnProgress(String headline, int step) {
    this(headline, step, STEPS);
  }

  /**
   * The same, with the sentence that fits what a settled return brought.
   *
   * @param brought {@code credit}, {@code charged-back} when the bank gave money back after a
   *     dispute, {@code exchange}, {@code exchange-paid} with a difference that the shopper paid,
   *     {@code exchange-unpaid}, {@code nothing} or, after too much was paid back, {@code even};
   *     empty for money
   */
  ReturnProgress bringing(String brought) {
    return brought.isEmpty() || !headline.equals("settled")
        ? this
        : new ReturnProgress(headline + "-" + brought, step, steps);
  }

  /** The same, when what is wanted instead waits for the shopper. */
  ReturnProgress exchanging(Exchange exchange) {
    if (!headline.equals("inspected") || !exchange.state().open()) {
      return this;
    }
    if (exchange.state() == Exchange.State.CHOICE_OPEN) {
      return new ReturnProgress("inspected-choose", step, steps);
    }
    return exchange.linkState() == Exchange.Link.OPEN
        ? new ReturnProgress("inspected-pay", step, steps)
        : this;
  }

  /**
   * The same, when money could not go back the way it was paid. What came back to us after it was
   * paid has its own sentence.
   *
   * @param waitsFor {@code awaits-account} or {@code paid-by-hand}
   */
  ReturnProgress payingAnotherWay(String waitsFor) {
    return headline.equals("payout-reversed") ? this : new ReturnProgress(waitsFor, step, steps);
  }

  /** Whether it is taken in and its label is still to come. */
  boolean awaitsLabel() {
    return headline.equals("registered") || headline.equals("in-review");
  }

  private static final List<String> STEPS_STOPPED = List.of("registered", "stopped", "settled");

  private static final List<String> STEPS_KEPT = List.of("registered", "settled");

  private static final List<String> STEPS_PAID_AT_DROP_OFF =
      List.of("registered", "label", "dropped-off", "settled", "arrived", "inspected");

  private static final List<String> STEPS_LOST =
      List.of("registered", "label", "dropped-off", "settled");

  /** The same, when the shopper is asked when the driver may come. */
  ReturnProgress choosingPickup() {
    return new ReturnProgress("pickup-choose", step, steps);
  }

  /** The same, when an agent sends the label, because there is none that can be printed here. */
  ReturnProgress labelSentByAgent() {
    return headline.equals("label") ? new ReturnProgress("arranged", step, steps) : this;
  }

  /** The same, when it was paid back before the goods were seen and they are still awaited. */
  ReturnProgress paidAtDropOff(ReturnCase.Goods seen) {
    return headline.equals("settled")
        ? new ReturnProgress(
            "paid-at-drop-off", seen == ReturnCase.Goods.RECEIVED ? 5 : 4, STEPS_PAID_AT_DROP_OFF)
        : this;
  }

  /** The same, when the shopper is asked to pay back what was refunded too much. */
  ReturnProgress overpaid() {
    return headline.equals("settled") ? new ReturnProgress("overpaid", step, steps) : this;
  }

  /**
   * @param stopping whether the goods may still be stopped on their way to the shopper
   */
  static ReturnProgress of(ReturnCase of, boolean stopping) {
    if (of.units().stream().anyMatch(unit -> unit.settlement() == Settlement.REVERSED)) {
      return new ReturnProgress("payout-reversed", STEPS.size() - 1);
    }
    ReturnProgress way = byParcel(of);
    if (of.stopped()) {
      return way.headline().equals("settled")
          ? new ReturnProgress("settled", STEPS_STOPPED.size(), STEPS_STOPPED)
          : new ReturnProgress("stopped", 2, STEPS_STOPPED);
    }
    if (stopping && of.open()) {
      return new ReturnProgress("stopping", 1, STEPS_STOPPED);
    }
    if (way.headline().equals("settled")) {
      if (of.units().stream().allMatch(unit -> "KEPT_BY_CUSTOMER".equals(unit.disposition()))) {
        return new ReturnProgress("settled", STEPS_KEPT.size(), STEPS_KEPT);
      }
      if (of.units().stream().allMatch(unit -> unit.reception() == Reception.LOST)) {
        return new ReturnProgress("settled", STEPS_LOST.size(), STEPS_LOST);
      }
    }
    if (!of.method().equals("STORE")) {
      return way;
    }
    return switch (way.headline()) {
      case "settled" -> new ReturnProgress("settled", STEPS_AT_STORE.size(), STEPS_AT_STORE);
      case "inspected" -> new ReturnProgress("inspected", 3, STEPS_AT_STORE);
      case "arrived" -> new ReturnProgress("at-store", 2, STEPS_AT_STORE);
      case "registered" -> new ReturnProgress("store", 1, STEPS_AT_STORE);
      default -> new ReturnProgress(way.headline(), way.step(), STEPS_AT_STORE);
    };
  }

  private static ReturnProgress byParcel(ReturnCase of) {
    if (of.outcome() != null) {
      return switch (of.outcome()) {
        case REJECTED -> new ReturnProgress("rejected", 1);
        case EXPIRED -> new ReturnProgress("expired", 1);
        case CANCELLED -> new ReturnProgress("cancelled", 1);
        case SETTLED -> new ReturnProgress("settled", STEPS.size());
      };
    }
    List<ReturnUnit> units = of.units();
    if (of.paid()) {
      return new ReturnProgress("settled", STEPS.size());
    }
    if (units.stream().allMatch(unit -> unit.disposition() != null)) {
      return new ReturnProgress("inspected", 5);
    }
    boolean ended =
        units.stream().allMatch(unit -> unit.reception().ordinal() >= Reception.LOST.ordinal());
    Reception furthest =
        units.stream()
            .map(ReturnUnit::reception)
            // of several parcels one can be lost or not sent; where the others are says more
            .filter(each -> ended || each.ordinal() < Reception.LOST.ordinal())
            .max(java.util.Comparator.naturalOrder())
            .orElse(Reception.AWAITING);
    return switch (furthest) {
      case AWAITING, CANCELLED, EXPIRED ->
          units.getFirst().authorisation() == ReturnUnit.Authorisation.REQUESTED
              ? new ReturnProgress("in-review", 1)
              : new ReturnProgress(
                  of.method().equals("BY_ARRANGEMENT") ? "arranging" : "registered", 1);
      case LABEL_CREATED ->
          new ReturnProgress(
              switch (of.method()) {
                case "QR_DROP_OFF" -> "qr";
                case "HOME_PICKUP" -> "pickup";
                case "BY_ARRANGEMENT" -> "arranged";
                default -> "label";
              },
              2);
      case DROPPED_OFF, IN_TRANSIT -> new ReturnProgress("dropped-off", 3);
      case DELIVERED, RECEIVED, SHORT, WRONG_ITEM -> new ReturnProgress("arrived", 4);
      case LOST -> new ReturnProgress("lost", 3);
      case STOPPED -> new ReturnProgress("stopped", 2, STEPS_STOPPED);
    };
  }
}
