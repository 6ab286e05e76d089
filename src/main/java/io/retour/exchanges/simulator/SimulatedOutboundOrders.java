package io.retour.exchanges.simulator;

import io.retour.exchanges.OutboundOrders;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Shipping without parcels: it writes down what it was asked to send. */
@Component
class SimulatedOutboundOrders implements OutboundOrders {

  private final Simulators simulators;
  private final JdbcClient book;

  SimulatedOutboundOrders(Simulators simulators, JdbcClient book) {
    this.simulators = simulators;
    this.book = book;
  }

  @Override
  public String place(String requestKey, Request request) {
    Behaviour behaviour = simulators.next(Simulator.STOCK);
    if (behaviour == Behaviour.FAIL) {
      throw new SimulatedFault("The shop's shipping does not answer");
    }
    book.sql(
            "insert ignore into simulated_outbound_order (request_key, outbound_number, contents)"
                + " values (?, ?, left(?, 500))")
        .params(
            requestKey,
            "OUT-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT),
            String.join(",", request.skus()))
        .update();
    if (behaviour == Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("Shipping's answer was lost after it took the order");
    }
    return book.sql("select outbound_number from simulated_outbound_order where request_key = ?")
        .param(requestKey)
        .query(String.class)
        .single();
  }
}
