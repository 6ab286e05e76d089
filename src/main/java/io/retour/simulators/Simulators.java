package io.retour.simulators;

import io.retour.shared.Problem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The switches of the simulators, kept in the database so that all copies of Retour agree. */
@Component
public class Simulators {

  /** A simulated outside system. */
  public enum Simulator {
    CARRIER(Behaviour.ANSWER_LATER, Behaviour.ANSWER_TWICE),
    PAYMENT,
    STOCK(Behaviour.ANSWER_LATER, Behaviour.ANSWER_TWICE);

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

  private static final Duration DELAY = Duration.ofSeconds(3);

  private final JdbcClient jdbc;
  private final TransactionTemplate counted;

  Simulators(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.counted = new TransactionTemplate(transactions);
    this.counted.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * @param calls for how many calls it behaves so, before it is normal again
   * @throws Problem when it cannot behave so
   */
  @Transactional
  public void set(Simulator simulator, Behaviour behaviour, int calls) {
    if (!simulator.behaviours().contains(behaviour)) {
      throw Problem.invalid(
          "behaviour-unknown",
          "behaviour",
          "%s cannot behave like %s; it knows %s."
              .formatted(simulator, behaviour, simulator.behaviours()));
    }
    jdbc.sql(
            """
            insert into simulator_behaviour (simulator, behaviour, remaining) values (?, ?, ?)
            on duplicate key update behaviour = values(behaviour), remaining = values(remaining)
            """)
        .params(simulator.name(), behaviour.name(), calls)
        .update();
  }

  /** How to behave now; counts one call. A delay is over when this answers. */
  public Behaviour next(Simulator simulator) {
    Behaviour next = counted.execute(status -> count(simulator));
    if (next == Behaviour.DELAY) {
      LockSupport.parkNanos(DELAY.toNanos());
    }
    return next == null ? Behaviour.NORMAL : next;
  }

  private Behaviour count(Simulator simulator) {
    int calls =
        jdbc.sql(
                "update simulator_behaviour set remaining = remaining - 1"
                    + " where simulator = ? and remaining > 0")
            .param(simulator.name())
            .update();
    return calls == 0 ? Behaviour.NORMAL : current(simulator);
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
