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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The simulated provider's own clock: settles what it promised for later, and tells of it. As real
 * providers do it counts a telling once it was answered, so one that nobody took comes again; one
 * that was refused is answered, and does not keep the others waiting.
 */
@Component
class SimulatedPaymentNews {

  /** Tellings from 3 on come out of order: settled, still pending, settled. */
  static final int OUT_OF_ORDER = 5;

  private static final int STALE = 4;
  private static final Logger log = LoggerFactory.getLogger(SimulatedPaymentNews.class);

  private record Due(UUID requestKey, String refundId, int tellings) {}

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
      try {
        tell(due);
      } catch (RuntimeException notTaken) {
        log.info("News of refund {} come again: {}", due.refundId(), notTaken.getMessage());
      }
    }
  }

  private void tell(Due due) {
    book.sql("update simulated_refund set state = 'SETTLED' where request_key = ?")
        .param(due.requestKey().toString())
        .update();
    try {
      payouts.told(
          due.requestKey(),
          new Answer(due.refundId(), due.tellings() == STALE ? State.PENDING : State.SETTLED, ""));
    } catch (TransientDataAccessException
        | RecoverableDataAccessException
        | DataAccessResourceFailureException
        | TransactionException databaseAway) {
      throw databaseAway;
    } catch (RuntimeException refused) {
      log.warn("News of refund {} were refused: {}", due.refundId(), refused.getMessage());
    }
    // another copy of Retour plays the provider too, and may have counted it
    book.sql("update simulated_refund set tellings = ? where request_key = ? and tellings = ?")
        .params(left(due.tellings()), due.requestKey().toString(), due.tellings())
        .update();
  }

  private static int left(int tellings) {
    return tellings == STALE - 1 ? 0 : tellings - 1;
  }

  private List<Due> due() {
    return book.sql(
            "select request_key, refund_id, tellings from simulated_refund"
                + " where tellings > 0 and created_at < ? order by created_at limit 50")
        .param(LocalDateTime.ofInstant(clock.instant().minus(after), ZoneOffset.UTC))
        .query(
            (row, index) ->
                new Due(
                    UUID.fromString(row.getString("request_key")),
                    row.getString("refund_id"),
                    row.getInt("tellings")))
        .list();
  }
}
