package io.retour.refunds;

import io.retour.shared.Money;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How far the money of a grant is, over all its refunds.
 *
 * @param state the weakest of them: FAILED when one was refused and nobody paid it by hand yet,
 *     else SUBMITTED or PENDING while one is on its way, else REVERSED while one came back and was
 *     not paid again yet, else SETTLED
 * @param failed the refunds that were refused and are still to be paid
 * @param failedAmount what these come to; empty when there are none
 */
public record Payout(Refund.State state, List<UUID> failed, Optional<Money> failedAmount) {

  public Payout {
    failed = List.copyOf(failed);
  }

  static Payout of(List<Refund> refunds) {
    List<Refund> failed =
        refunds.stream().filter(refund -> refund.state() == Refund.State.FAILED).toList();
    return new Payout(
        weakest(refunds),
        failed.stream().map(Refund::id).toList(),
        failed.stream().map(Refund::amount).reduce(Money::plus));
  }

  private static Refund.State weakest(List<Refund> refunds) {
    List<Refund.State> states = refunds.stream().map(Refund::state).toList();
    for (Refund.State state :
        List.of(
            Refund.State.FAILED,
            Refund.State.SUBMITTED,
            Refund.State.PENDING,
            Refund.State.REVERSED)) {
      if (states.contains(state)) {
        return state;
      }
    }
    return Refund.State.SETTLED;
  }
}
