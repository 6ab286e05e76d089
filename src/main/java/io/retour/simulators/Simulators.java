package io.retour.simulators;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The switches of the simulators, kept in the database so that all copies of Retour agree. */
@Component
public class Simulators {

  /** A simulated outside system. */
  public enum Simulator {
    CARRIER,
    PAYMENT,
    STOCK
  }

  /** What it does with the next calls. */
  public enum Behaviour {
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
    ANSWER_TWICE
  }

  /** A simulated connection problem. */
  public static final class SimulatedFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SimulatedFault(String message) {
      super(message);
    }
  }

  private final JdbcClient jdbc;

  Simulators(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param calls for how many calls it behaves so, before it is normal again
   */
  @Transactional
  public void set(Simulator simulator, Behaviour behaviour, int calls) {
    jdbc.sql(
            """
            insert into simulator_behaviour (simulator, behaviour, remaining) values (?, ?, ?)
            on duplicate key update behaviour = values(behaviour), remaining = values(remaining)
            """)
        .params(simulator.name(), behaviour.name(), calls)
        .update();
  }

  /** How to behave now; counts one call. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public Behaviour next(Simulator simulator) {
    int counted =
        jdbc.sql(
                "update simulator_behaviour set remaining = remaining - 1"
                    + " where simulator = ? and remaining > 0")
            .param(simulator.name())
            .update();
    return counted == 0 ? Behaviour.NORMAL : current(simulator);
  }

  /** What is set now, for the screen. */
  @Transactional(readOnly = true)
  public Map<Simulator, String> overview() {
    Map<Simulator, String> result = new EnumMap<>(Simulator.class);
    for (Simulator simulator : Simulator.values()) {
      result.put(
          simulator,
          jdbc.sql(
                  "select concat(behaviour, ' × ', remaining) from simulator_behaviour"
                      + " where simulator = ? and remaining > 0")
              .param(simulator.name())
              .query(String.class)
              .optional()
              .orElse(Behaviour.NORMAL.name()));
    }
    return result;
  }

  private Behaviour current(Simulator simulator) {
    return Behaviour.valueOf(
        jdbc.sql("select behaviour from simulator_behaviour where simulator = ?")
            .param(simulator.name())
            .query(String.class)
            .single());
  }
}
