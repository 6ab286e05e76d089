package io.retour.refunds;

import io.retour.shared.Money;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Double entry, append-only. Each booking takes an amount from one account and gives it to another,
 * so every booking sums to zero, and with it the whole ledger.
 */
@Component
public class Ledger {

  /** The accounts. */
  public enum Account {
    /** Goods taken back: less revenue. */
    RETURNED_GOODS,
    /** Owed to shoppers. */
    REFUNDS_PAYABLE,
    /** Paid out by payment providers. */
    PROVIDER_CLEARING,
    /** Paid out by hand. */
    BANK,
    /** Owed as store credit. */
    STORE_CREDIT,
    /** Goods sent in exchange: revenue. */
    EXCHANGED_GOODS,
    /** Bonuses on store credit. */
    CREDIT_BONUS
  }

  /**
   * @param booking the booking's key; its two entries share it
   */
  public record Entry(String booking, Account account, Money amount, Instant bookedAt) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  Ledger(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Books an amount within the caller's transaction; the same booking again changes nothing.
   *
   * @param booking names the booking for good, e.g. {@code grant:<id>}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void book(
      String booking, Account from, Account to, Money amount, UUID orderId, UUID returnId) {
    if (amount.isZero()) {
      return;
    }
    entry(booking, from, amount.negate(), orderId, returnId);
    entry(booking, to, amount, orderId, returnId);
  }

  private void entry(String booking, Account account, Money amount, UUID orderId, UUID returnId) {
    jdbc.sql(
            "insert ignore into ledger_entry"
                + " (booking, account, amount_minor, currency, order_id, return_id, booked_at)"
                + " values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            booking,
            account.name(),
            amount.minor(),
            amount.currency().getCurrencyCode(),
            orderId,
            returnId,
            LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
  }

  @Transactional(readOnly = true)
  public List<Entry> of(UUID returnId) {
    return jdbc.sql("select * from ledger_entry where return_id = ? order by id")
        .param(returnId)
        .query(
            (row, index) ->
                new Entry(
                    row.getString("booking"),
                    Account.valueOf(row.getString("account")),
                    Money.of(row.getLong("amount_minor"), row.getString("currency")),
                    row.getObject("booked_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
        .list();
  }
}
