package io.retour.claims.simulator;

import io.retour.claims.RepairPartner;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A workshop that takes everything in; it shares its switch with the simulated carrier. The labels
 * that a workshop sends are not played.
 */
@Component
class SimulatedRepairs implements RepairPartner {

  private final Simulators simulators;
  private final JdbcClient book;

  SimulatedRepairs(Simulators simulators, JdbcClient book) {
    this.simulators = simulators;
    this.book = book;
  }

  @Override
  public String ask(String requestKey, String sku, String defect, boolean byParcel)
      throws RepairRefused {
    Behaviour behaviour = simulators.next(Simulator.CARRIER);
    if (behaviour == Behaviour.FAIL) {
      throw new SimulatedFault("The repair partner does not answer");
    }
    if (behaviour == Behaviour.REFUSE) {
      throw new RepairRefused("The partner has no parts for " + sku);
    }
    book.sql("insert ignore into simulated_repair (request_key, number) values (?, ?)")
        .params(requestKey, "REP-" + requestKey.substring(0, 8))
        .update();
    if (behaviour == Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("The repair partner's answer was lost after it took the job");
    }
    return book.sql("select number from simulated_repair where request_key = ?")
        .param(requestKey)
        .query(String.class)
        .single();
  }
}
