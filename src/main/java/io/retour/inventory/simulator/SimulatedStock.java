package io.retour.inventory.simulator;

import io.retour.inventory.StockSystem;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A stock system with a book of its own, for the local stack and for tests. */
@Component
@ConditionalOnProperty(name = "retour.stock", havingValue = "simulated", matchIfMissing = true)
class SimulatedStock implements StockSystem {

  private final Simulators simulators;
  private final JdbcClient book;

  SimulatedStock(Simulators simulators, JdbcClient book) {
    this.simulators = simulators;
    this.book = book;
  }

  @Override
  public void add(String requestKey, String sku, String location, int quantity) {
    Behaviour behaviour = simulators.next(Simulator.STOCK);
    if (behaviour == Behaviour.FAIL) {
      throw new SimulatedFault("The stock system does not answer");
    }
    book.sql(
            "insert ignore into simulated_stock (request_key, sku, location, quantity)"
                + " values (?, ?, ?, ?)")
        .params(requestKey, sku, location, quantity)
        .update();
    if (behaviour == Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("The stock system's answer was lost after it booked");
    }
  }
}
