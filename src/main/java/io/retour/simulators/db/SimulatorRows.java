package io.retour.simulators.db;

import io.retour.simulators.Simulators;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The switches in MariaDB. */
@Component
class SimulatorRows implements Simulators {

  private final JdbcClient jdbc;

  SimulatorRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
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

  @Override
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

  private Behaviour current(Simulator simulator) {
    return Behaviour.valueOf(
        jdbc.sql("select behaviour from simulator_behaviour where simulator = ?")
            .param(simulator.name())
            .query(String.class)
            .single());
  }
}
