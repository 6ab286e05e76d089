package io.retour.exchanges.simulator;

import io.retour.exchanges.ExchangeDifferencePaid;
import io.retour.exchanges.PaymentLinks;
import io.retour.refunds.MoneyTaken;
import io.retour.shared.Money;
import io.retour.shared.RetourProperties;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Payment links that lead to a page of this application. */
@Component
class SimulatedPaymentLinks implements PaymentLinks, MoneyTaken {

  private final Simulators simulators;
  private final JdbcClient book;
  private final RetourProperties properties;

  SimulatedPaymentLinks(Simulators simulators, JdbcClient book, RetourProperties properties) {
    this.simulators = simulators;
    this.book = book;
    this.properties = properties;
  }

  @Override
  public String booking() {
    return "link:";
  }

  @Override
  public Optional<Money> taken(UUID key) {
    return book.sql(
            "select amount_minor, currency from simulated_payment_link where request_key = ? and state = 'PAID'")
        .param(key.toString())
        .query((row, index) -> Money.of(row.getLong("amount_minor"), row.getString("currency")))
        .optional();
  }

  @Override
  public String provider() {
    return "simulated";
  }

  @Override
  public String create(String requestKey, Money amount, Instant until) {
    Behaviour behaviour = simulators.next(Simulator.PAYMENT);
    if (behaviour == Behaviour.FAIL) {
      throw new SimulatedFault("The payment provider does not answer");
    }
    book.sql(
            "insert ignore into simulated_payment_link"
                + " (request_key, amount_minor, currency, open_until, state)"
                + " values (?, ?, ?, ?, 'OPEN')")
        .params(
            requestKey,
            amount.minor(),
            amount.currency().getCurrencyCode(),
            LocalDateTime.ofInstant(until, ZoneOffset.UTC))
        .update();
    if (behaviour == Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("The payment provider's answer was lost after it made the link");
    }
    return properties.page("/simulated-payment/" + requestKey);
  }

  @Override
  public void close(String requestKey) {
    book.sql(
            "update simulated_payment_link set state = 'CLOSED' where request_key = ?"
                + " and state = 'OPEN'")
        .param(requestKey)
        .update();
  }

  /** The page of the link is one of this application, so its book learns of it from there. */
  @EventListener
  void paid(ExchangeDifferencePaid event) {
    book.sql("update simulated_payment_link set state = 'PAID' where request_key = ?")
        .param(event.exchangeId().toString())
        .update();
  }
}
