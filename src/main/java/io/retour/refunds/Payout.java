package io.retour.refunds;

import io.retour.shared.Money;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * How far the money of a grant is, over all its refunds.
 *
 * @param state the weakest of them: FAILED when one was refused and nobody paid it by hand yet,
 *     else UNCLEAR while an agent has to find out who paid one, else SUBMITTED or PENDING while one
 *     is on its way, else REVERSED while one came back and was not paid again yet, else SETTLED
 * @param failed the refunds that were refused and are still to be paid
 * @param unclear the refunds of which nobody knows who paid them, if anybody
 */
public record Payout(Refund.State state, Part failed, Part unclear) {

  /**
   * Some of its refunds.
   *
   * @param amount what they come to; empty when there are none
   * @param why what is said of them, one after the other
   */
  public record Part(List<UUID> refunds, Optional<Money> amount, String why) {

    public Part {
      refunds = List.copyOf(refunds);
    }

    private static Part of(List<Refund> all, Refund.State state) {
      List<Refund> some = all.stream().filter(refund -> refund.state() == state).toList();
      return new Part(
          some.stream().map(Refund::id).toList(),
          some.stream().map(Refund::amount).reduce(Money::plus),
          some.stream().map(Refund::detail).distinct().collect(Collectors.joining("; ")));
    }
  }

  static Payout of(List<Refund> refunds) {
    return new Payout(
        weakest(refunds),
        Part.of(refunds, Refund.State.FAILED),
        Part.of(refunds, Refund.State.UNCLEAR));
  }

  private static Refund.State weakest(List<Refund> refunds) {
    List<Refund.State> states = refunds.stream().map(Refund::state).toList();
    for (Refund.State state :
        List.of(
            Refund.State.FAILED,
            Refund.State.UNCLEAR,
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
