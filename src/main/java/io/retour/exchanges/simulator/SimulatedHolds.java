package io.retour.exchanges.simulator;

import io.retour.exchanges.CardHolds;
import io.retour.refunds.MoneyTaken;
import io.retour.shared.Money;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A card that holds what it is asked to, unless the payment provider is set to refuse. */
@Component
class SimulatedHolds implements CardHolds, MoneyTaken {

  private final Simulators simulators;
  private final JdbcClient book;
  private final Clock clock;

  SimulatedHolds(Simulators simulators, JdbcClient book, Clock clock) {
    this.simulators = simulators;
    this.book = book;
    this.clock = clock;
  }

  @Override
  public String booking() {
    return "hold:";
  }

  @Override
  public Optional<Money> taken(UUID key) {
    return book.sql(
            "select amount_minor, currency from simulated_hold where request_key = ? and state = 'CAPTURED'")
        .param(key.toString())
        .query((row, index) -> Money.of(row.getLong("amount_minor"), row.getString("currency")))
        .optional();
  }

  @Override
  public String provider() {
    return "simulated";
  }

  @Override
  public boolean authorise(
      String requestKey, String paymentReference, Money amount, Instant until) {
    Behaviour behaviour = answering();
    if (behaviour == Behaviour.REFUSE) {
      return false;
    }
    book.sql(
            "insert ignore into simulated_hold (request_key, payment_reference, amount_minor,"
                + " currency, kept_until, state) values (?, ?, ?, ?, ?, 'AUTHORISED')")
        .params(
            requestKey,
            paymentReference,
            amount.minor(),
            amount.currency().getCurrencyCode(),
            LocalDateTime.ofInstant(until, ZoneOffset.UTC))
        .update();
    if (behaviour == Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("The payment provider's answer was lost after it held the amount");
    }
    return true;
  }

  @Override
  public boolean capture(String requestKey) {
    answering();
    book.sql(
            "update simulated_hold set state = 'CAPTURED' where request_key = ?"
                + " and state = 'AUTHORISED' and kept_until > ?")
        .params(requestKey, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
    return book.sql("select state from simulated_hold where request_key = ?")
        .param(requestKey)
        .query(String.class)
        .optional()
        .filter("CAPTURED"::equals)
        .isPresent();
  }

  @Override
  public void release(String requestKey) {
    answering();
    book.sql(
            "update simulated_hold set state = 'RELEASED' where request_key = ?"
                + " and state = 'AUTHORISED'")
        .param(requestKey)
        .update();
  }

  private Behaviour answering() {
    Behaviour behaviour = simulators.next(Simulator.PAYMENT);
    if (behaviour == Behaviour.FAIL) {
      throw new SimulatedFault("The payment provider does not answer");
    }
    return behaviour;
  }
}
