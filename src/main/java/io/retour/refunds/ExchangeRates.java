package io.retour.refunds;

import io.retour.refunds.ExchangeDifference.Open;
import io.retour.refunds.ExchangeDifference.Undone;
import io.retour.refunds.Ledger.Account;
import io.retour.shared.Problem;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A refund goes back in the currency that was paid. What that is worth in the shop's own has
 * changed since the purchase; the difference is booked once the shop told the rate of the day.
 */
@Service
public class ExchangeRates {

  private static final Logger log = LoggerFactory.getLogger(ExchangeRates.class);

  /** No bank quotes on Sundays and holidays: the last rate before counts, if it is no older. */
  private static final int DAYS_BACK = 7;

  private static final int STEP = 100;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final ExchangeRateStore store;
  private final Ledger ledger;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ExchangeRates(
      ExchangeRateStore store, Ledger ledger, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * The shop tells what a currency was worth on a day.
   *
   * @param rate what one unit of the currency was worth in the shop's
   * @throws Problem when another rate was told for that day, as differences may be booked by it
   */
  public void tell(Currency currency, Currency shopCurrency, LocalDate day, BigDecimal rate) {
    BigDecimal kept = store.keep(currency, shopCurrency, day, rate, clock.instant());
    if (kept.compareTo(rate) != 0) {
      throw Problem.conflict(
          "rate-told-already",
          "The rate of %s in %s on %s is %s already."
              .formatted(currency, shopCurrency, day, kept.stripTrailingZeros().toPlainString()));
    }
  }

  /** Takes back what was booked for payments that came back, and books what has a rate by now. */
  @Scheduled(fixedDelayString = "${retour.exchange-rate.difference-interval:PT1H}")
  void book() {
    for (Undone undone : store.cameBack(STEP)) {
      try {
        transaction.executeWithoutResult(status -> undo(undone));
      } catch (RuntimeException failed) {
        log.warn("Left for the next sweep: the difference of refund {}", undone.refundId(), failed);
      }
    }
    for (List<Open> some = store.open(BEFORE_ALL, STEP);
        !some.isEmpty();
        some = store.open(some.getLast().refundId(), STEP)) {
      for (Open open : some) {
        try {
          transaction.executeWithoutResult(status -> book(open));
        } catch (RuntimeException failed) {
          log.warn("Left for the next sweep: the difference of refund {}", open.refundId(), failed);
        }
      }
    }
  }

  private void undo(Undone undone) {
    ledger.book(
        "exchange-undone:" + undone.refundId(),
        Account.PROVIDER_CLEARING,
        Account.EXCHANGE_DIFFERENCE,
        undone.loss(),
        undone.orderId(),
        undone.caseId());
  }

  private void book(Open open) {
    LocalDate day = LocalDate.ofInstant(open.paidAt(), ZoneOffset.UTC);
    store
        .last(open.paid().currency(), open.shop().currency(), day.minusDays(DAYS_BACK - 1), day)
        .map(rate -> ExchangeDifference.of(open, rate))
        .filter(difference -> store.add(difference, clock.instant()))
        .ifPresent(
            difference ->
                ledger.book(
                    (open.from() == Account.BANK ? "exchange-by-hand:" : "exchange:")
                        + open.refundId(),
                    Account.EXCHANGE_DIFFERENCE,
                    open.from(),
                    difference.loss(),
                    open.orderId(),
                    open.caseId()));
  }
}
