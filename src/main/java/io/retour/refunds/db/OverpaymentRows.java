package io.retour.refunds.db;

import io.retour.refunds.Overpayment;
import io.retour.refunds.OverpaymentStore;
import io.retour.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Overpayments in MariaDB: written once, ended once (ADR 4). */
@Component
class OverpaymentRows implements OverpaymentStore {

  private final JdbcClient jdbc;
  private final StatementText statements;
  private final Clock clock;

  OverpaymentRows(JdbcClient jdbc, StatementText statements, Clock clock) {
    this.jdbc = jdbc;
    this.statements = statements;
    this.clock = clock;
  }

  @Override
  public void add(Overpayment found) {
    jdbc.sql(
            "insert into overpayment (return_id, order_id, amount_minor, due_minor, shipping_minor,"
                + " currency, statement, state, reference, found_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            found.returnId(),
            found.orderId(),
            found.amount().minor(),
            found.statement().total().minor(),
            found.statement().shipping().minor(),
            found.amount().currency().getCurrencyCode(),
            statements.write(found.statement()),
            found.state().name(),
            found.reference(),
            utc(found.foundAt()))
        .update();
  }

  @Override
  public Optional<Overpayment> ofReturn(UUID returnId) {
    return jdbc.sql("select * from overpayment where return_id = ?")
        .param(returnId)
        .query(this::overpayment)
        .optional();
  }

  @Override
  public boolean end(UUID returnId, Overpayment.State state, String reference) {
    return jdbc.sql(
                "update overpayment set state = ?, reference = left(?, 140), ended_at = ?"
                    + " where return_id = ? and state = 'OPEN'")
            .params(state.name(), reference, utc(clock.instant()), returnId)
            .update()
        == 1;
  }

  @Override
  public Money repaid(UUID orderId, Money zero) {
    long minor =
        jdbc.sql(
                "select coalesce(sum(amount_minor), 0) from overpayment"
                    + " where order_id = ? and state = 'REPAID'")
            .param(orderId)
            .query(Long.class)
            .single();
    return new Money(minor, zero.currency());
  }

  private Overpayment overpayment(ResultSet row, int index) throws SQLException {
    return new Overpayment(
        UUID.fromString(row.getString("return_id")),
        UUID.fromString(row.getString("order_id")),
        money(row, "amount_minor"),
        statements.read(
            row.getString("statement"), money(row, "shipping_minor"), money(row, "due_minor")),
        Overpayment.State.valueOf(row.getString("state")),
        row.getString("reference"),
        instant(row.getObject("found_at", LocalDateTime.class)),
        row.getObject("ended_at") == null
            ? null
            : instant(row.getObject("ended_at", LocalDateTime.class)));
  }

  private static Money money(ResultSet row, String column) throws SQLException {
    return Money.of(row.getLong(column), row.getString("currency"));
  }

  private static Instant instant(LocalDateTime at) {
    return at.toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
