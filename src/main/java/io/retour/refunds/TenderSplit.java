package io.retour.refunds;

import io.retour.orders.Tender;
import io.retour.shared.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An amount, spread over means of payment: each takes what it can, in the given order. So the order
 * decides who takes how much, and never how much one takes at most (CRD Art. 13(1): the same means
 * of payment).
 *
 * @param parts what each takes; who takes nothing is left out
 * @param left what none of them can take
 */
record TenderSplit(List<Part> parts, Money left) {

  /**
   * What one means of payment takes, more than nothing.
   *
   * @param beyond whether it is more than the provider can send back over it
   */
  record Part(Tender tender, Money amount, boolean beyond) {

    Part(Tender tender, Money amount) {
      this(tender, amount, false);
    }
  }

  TenderSplit {
    parts = List.copyOf(parts);
  }

  /**
   * @param amount what is to be spread, not negative
   * @param room what a means of payment can still take: what it captured, less what went back
   */
  static TenderSplit of(Money amount, List<Tender> inOrder, Function<Tender, Money> room) {
    List<Part> parts = new ArrayList<>();
    Money left = amount;
    for (Tender tender : inOrder) {
      Money part = left.min(room.apply(tender));
      if (part.isPositive()) {
        parts.add(new Part(tender, part));
        left = left.minus(part);
      }
    }
    return new TenderSplit(parts, left);
  }

  /** The same with what is left put on one of them, beyond what it can take. */
  TenderSplit leftOn(Tender tender) {
    List<Part> all = new ArrayList<>();
    Money onIt = left;
    for (Part part : parts) {
      if (part.tender().equals(tender)) {
        onIt = onIt.plus(part.amount());
      } else {
        all.add(part);
      }
    }
    all.add(new Part(tender, onIt, true));
    return new TenderSplit(all, Money.zero(left.currency()));
  }
}
