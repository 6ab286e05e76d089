package io.retour.refunds.simulator;

import io.retour.refunds.PaymentProvider.Answer;
import io.retour.refunds.PaymentProvider.State;
import io.retour.refunds.Payouts;
import io.retour.simulators.SimulatorProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The simulated provider's own clock: settles what it promised for later, and tells of it. */
@Component
class SimulatedPaymentNews {

  private record Due(UUID requestKey, String refundId) {}

  private final JdbcClient book;
  private final Payouts payouts;
  private final Clock clock;
  private final Duration after;

  SimulatedPaymentNews(
      JdbcClient book, Payouts payouts, Clock clock, SimulatorProperties properties) {
    this.book = book;
    this.payouts = payouts;
    this.clock = clock;
    this.after = properties.simulatedPaymentDelay();
  }

  @Scheduled(fixedDelayString = "${retour.simulated-payment-interval:PT2S}")
  void tell() {
    for (Due due : due()) {
      book.sql(
              "update simulated_refund set state = 'SETTLED', tellings = tellings - 1"
                  + " where request_key = ?")
          .param(due.requestKey().toString())
          .update();
      payouts.told(due.requestKey(), new Answer(due.refundId(), State.SETTLED, ""));
    }
  }

  private List<Due> due() {
    return book.sql(
            "select request_key, refund_id from simulated_refund"
                + " where tellings > 0 and created_at < ? limit 50")
        .param(LocalDateTime.ofInstant(clock.instant().minus(after), ZoneOffset.UTC))
        .query(
            (row, index) ->
                new Due(UUID.fromString(row.getString("request_key")), row.getString("refund_id")))
        .list();
  }
}
