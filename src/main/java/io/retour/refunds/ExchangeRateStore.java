package io.retour.refunds;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where exchange rates and booked differences are kept. Nothing in it is changed. */
public interface ExchangeRateStore {

  /**
   * Keeps a rate; the first one of a day stays.
   *
   * @return the rate of that day as it is kept
   */
  BigDecimal keep(
      Currency currency, Currency shopCurrency, LocalDate day, BigDecimal rate, Instant toldAt);

  /** The last rate of those days, both counted. */
  Optional<BigDecimal> last(
      Currency currency, Currency shopCurrency, LocalDate first, LocalDate last);

  /**
   * Payments of refunds in another currency than the shop's whose difference is not booked.
   *
   * @param after only those behind this refund, in the order of their ids
   */
  List<ExchangeDifference.Open> open(UUID after, int limit);

  /** Differences of payments that came back since, and that the ledger still has. */
  List<ExchangeDifference.Undone> cameBack(int limit);

  /**
   * @return false when it is kept already
   */
  boolean add(ExchangeDifference difference, Instant bookedAt);
}
