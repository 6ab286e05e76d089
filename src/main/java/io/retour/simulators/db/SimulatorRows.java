package io.retour.simulators.db;

import io.retour.shared.Problem;
import io.retour.simulators.Simulators;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The switches in MariaDB. */
@Component
class SimulatorRows implements Simulators {

  private static final Duration DELAY = Duration.ofSeconds(3);

  private final JdbcClient jdbc;
  private final TransactionTemplate counting;

  SimulatorRows(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.counting = new TransactionTemplate(transactions);
    this.counting.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @Override
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

  @Override
  public Behaviour next(Simulator simulator) {
    Behaviour next = counting.execute(status -> count(simulator));
    if (next == Behaviour.DELAY) {
      LockSupport.parkNanos(DELAY.toNanos());
    }
    return Objects.requireNonNull(next);
  }

  private Behaviour count(Simulator simulator) {
    int counted =
        jdbc.sql(
                "update simulator_behaviour set remaining = remaining - 1"
                    + " where simulator = ? and remaining > 0")
            .param(simulator.name())
            .update();
    return counted == 0 ? Behaviour.NORMAL : current(simulator);
  }

  @Override
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

  @Override
  @Transactional(readOnly = true)
  public Behaviour now(Simulator simulator) {
    return jdbc.sql(
            "select behaviour from simulator_behaviour where simulator = ? and remaining > 0")
        .param(simulator.name())
        .query(String.class)
        .optional()
        .map(Behaviour::valueOf)
        .orElse(Behaviour.NORMAL);
  }

  private Behaviour current(Simulator simulator) {
    return Behaviour.valueOf(
        jdbc.sql("select behaviour from simulator_behaviour where simulator = ?")
            .param(simulator.name())
            .query(String.class)
            .single());
  }
}
