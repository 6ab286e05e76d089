package io.retour.simulators;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The switches of the simulators; all copies of Retour agree on them. */
public interface Simulators {

  /** A simulated outside system. */
  enum Simulator {
    CARRIER(
        Behaviour.ANSWER_LATER,
        Behaviour.ANSWER_TWICE,
        Behaviour.ANSWER_OUT_OF_ORDER,
        Behaviour.DISPUTED,
        Behaviour.DISPUTE_LOST),
    PAYMENT,
    STOCK(
        Behaviour.ANSWER_LATER,
        Behaviour.ANSWER_TWICE,
        Behaviour.ANSWER_OUT_OF_ORDER,
        Behaviour.DISPUTED,
        Behaviour.DISPUTE_LOST),
    MAIL(
        Behaviour.ANSWER_LATER,
        Behaviour.ANSWER_TWICE,
        Behaviour.ANSWER_OUT_OF_ORDER,
        Behaviour.DISPUTED,
        Behaviour.DISPUTE_LOST);

    private final Set<Behaviour> unknown;

    Simulator(Behaviour... unknown) {
      this.unknown = Set.of(unknown);
    }

    /** How it can behave. */
    public List<Behaviour> behaviours() {
      return Stream.of(Behaviour.values()).filter(each -> !unknown.contains(each)).toList();
    }
  }

  /** What it does with the next calls. */
  enum Behaviour {
    NORMAL,
    /** Fails before doing anything, like a connection that is refused. */
    FAIL,
    /** Says no, in business terms: an address it does not serve, a payment too old to refund. */
    REFUSE,
    /** Does the work, and then the answer is lost. */
    LOSE_ANSWER,
    /** Answers only after a few seconds. */
    DELAY,
    /** Accepts, and tells the outcome later by webhook. */
    ANSWER_LATER,
    /** Accepts, and tells the outcome later by webhook, twice. */
    ANSWER_TWICE,
    /**
     * Accepts, and tells by webhook that it is done, then that it is still under way, then again.
     */
    ANSWER_OUT_OF_ORDER,
    /** The shoppers dispute their payments with their banks, until it is set to something else. */
    DISPUTED,
    /** Those disputes were lost, and nobody can tell from it how much the banks gave back. */
    DISPUTE_LOST
  }

  /** A simulated connection problem. */
  final class SimulatedFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SimulatedFault(String message) {
      super(message);
    }
  }

  /**
   * @param calls for how many calls it behaves so, before it is normal again
   * @throws io.retour.shared.Problem when it cannot behave so
   */
  void set(Simulator simulator, Behaviour behaviour, int calls);

  /**
   * How to behave now; counts one call, also when the caller's transaction fails. A delay is over
   * when this answers.
   */
  Behaviour next(Simulator simulator);

  /** How it would behave now; counts nothing. */
  Behaviour now(Simulator simulator);

  /** What is set now, for the screen. */
  Map<Simulator, String> overview();
}
