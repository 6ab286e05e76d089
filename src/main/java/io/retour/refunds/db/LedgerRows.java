package io.retour.refunds.db;

import io.retour.refunds.Ledger;
import io.retour.shared.Money;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The ledger in MariaDB, whose triggers keep it append-only (ADR 4). */
@Component
class LedgerRows implements Ledger {

  private final JdbcClient jdbc;
  private final Clock clock;

  LedgerRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
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

  @Override
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
