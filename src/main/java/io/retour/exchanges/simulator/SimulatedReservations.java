package io.retour.exchanges.simulator;

import io.retour.exchanges.StockReservations;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A stock system that has plenty of everything, except of what was set to be scarce. */
@Component
class SimulatedReservations implements StockReservations {

  private static final String RESERVED = "RESERVED";

  private final Simulators simulators;
  private final JdbcClient book;
  private final Clock clock;

  SimulatedReservations(Simulators simulators, JdbcClient book, Clock clock) {
    this.simulators = simulators;
    this.book = book;
    this.clock = clock;
  }

  @Override
  @Transactional(noRollbackFor = SimulatedFault.class)
  public boolean reserve(String requestKey, String sku, int quantity, Instant until) {
    Behaviour behaviour = simulators.next(Simulator.STOCK);
    if (behaviour == Behaviour.FAIL) {
      throw new SimulatedFault("The stock system does not answer");
    }
    if (behaviour == Behaviour.REFUSE) {
      return false;
    }
    if (!kept(requestKey)) {
      if (left(sku) < quantity) {
        return false;
      }
      book.sql(
              "insert into simulated_reservation (request_key, sku, quantity, kept_until, state)"
                  + " values (?, ?, ?, ?, ?) on duplicate key update kept_until ="
                  + " values(kept_until), state = values(state)")
          .params(requestKey, sku, quantity, utc(until), RESERVED)
          .update();
    }
    if (behaviour == Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("The stock system's answer was lost after it reserved");
    }
    return true;
  }

  @Override
  @Transactional(readOnly = true)
  public Map<String, Long> left(Collection<String> skus) {
    Map<String, Long> left = new HashMap<>();
    if (!skus.isEmpty()) {
      book.sql(
              "select a.sku, a.quantity - coalesce(sum(r.quantity), 0) as remaining"
                  + " from simulated_availability a left join simulated_reservation r"
                  + " on r.sku = a.sku and r.state = :reserved and r.kept_until > :now"
                  + " where a.sku in (:skus) group by a.sku, a.quantity")
          .param("reserved", RESERVED)
          .param("now", utc(clock.instant()))
          .param("skus", skus)
          .query(
              row -> {
                left.put(row.getString("sku"), row.getLong("remaining"));
              });
    }
    return left;
  }

  private boolean kept(String requestKey) {
    return book.sql(
                "select count(*) from simulated_reservation where request_key = ? and state = ?"
                    + " and kept_until > ?")
            .params(requestKey, RESERVED, utc(clock.instant()))
            .query(Long.class)
            .single()
        > 0;
  }

  private long left(String sku) {
    return there(sku) - reserved(sku);
  }

  private long there(String sku) {
    return book.sql("select quantity from simulated_availability where sku = ? for update")
        .param(sku)
        .query(Long.class)
        .optional()
        .orElse(Long.MAX_VALUE);
  }

  private long reserved(String sku) {
    return book.sql(
            "select coalesce(sum(quantity), 0) from simulated_reservation where sku = ?"
                + " and state = ? and kept_until > ?")
        .params(sku, RESERVED, utc(clock.instant()))
        .query(Long.class)
        .single();
  }

  @Override
  public void release(String requestKey) {
    if (simulators.next(Simulator.STOCK) == Behaviour.FAIL) {
      throw new SimulatedFault("The stock system does not answer");
    }
    book.sql("update simulated_reservation set state = 'RELEASED' where request_key = ?")
        .param(requestKey)
        .update();
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
