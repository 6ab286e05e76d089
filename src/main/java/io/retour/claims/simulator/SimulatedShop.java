package io.retour.claims.simulator;

import io.retour.claims.Replacements;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A shop that has everything, except for what its book says is sold out. */
@Component
class SimulatedShop implements Replacements {

  private final Simulators simulators;
  private final JdbcClient book;

  SimulatedShop(Simulators simulators, JdbcClient book) {
    this.simulators = simulators;
    this.book = book;
  }

  @Override
  public boolean available(String sku, int pieces) {
    return book.sql("select count(*) from simulated_sold_out where sku = ?")
            .param(sku)
            .query(Long.class)
            .single()
        == 0;
  }

  @Override
  public String order(String requestKey, UUID orderId, String sku) throws SoldOut {
    Behaviour behaviour = simulators.next(Simulator.STOCK);
    if (behaviour == Behaviour.FAIL) {
      throw new SimulatedFault("The shop does not answer");
    }
    if (!available(sku, 1)) {
      throw new SoldOut(sku);
    }
    book.sql(
            "insert ignore into simulated_replacement (request_key, order_number, sku)"
                + " values (?, ?, ?)")
        .params(requestKey, "REPL-" + requestKey.substring(0, 8), sku)
        .update();
    if (behaviour == Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("The shop's answer was lost after it sent the piece");
    }
    return book.sql("select order_number from simulated_replacement where request_key = ?")
        .param(requestKey)
        .query(String.class)
        .single();
  }
}
