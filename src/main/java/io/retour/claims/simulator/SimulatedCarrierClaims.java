package io.retour.claims.simulator;

import io.retour.claims.CarrierClaims;
import io.retour.claims.Claim.Kind;
import io.retour.shared.Money;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The claims desk of the simulated carrier. */
@Component
class SimulatedCarrierClaims implements CarrierClaims {

  private final Simulators simulators;
  private final JdbcClient book;

  SimulatedCarrierClaims(Simulators simulators, JdbcClient book) {
    this.simulators = simulators;
    this.book = book;
  }

  @Override
  public String open(String requestKey, String orderNumber, Kind kind, Money damage)
      throws CarrierClaimRefused {
    Behaviour behaviour = simulators.next(Simulator.CARRIER);
    if (behaviour == Behaviour.FAIL) {
      throw new SimulatedFault("The carrier does not answer");
    }
    if (behaviour == Behaviour.REFUSE) {
      throw new CarrierClaimRefused("The carrier has a signature for this shipment");
    }
    book.sql("insert ignore into simulated_carrier_claim (request_key, reference) values (?, ?)")
        .params(requestKey, "CC-" + requestKey.substring(0, 8))
        .update();
    if (behaviour == Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("The carrier's answer was lost after it took the claim");
    }
    return book.sql("select reference from simulated_carrier_claim where request_key = ?")
        .param(requestKey)
        .query(String.class)
        .single();
  }
}
