package io.retour.refunds.db;

import io.retour.refunds.LatePayment;
import io.retour.refunds.LatePaymentStore;
import io.retour.refunds.LateSum;
import io.retour.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What late refunds cost in MariaDB: written once, paid once (ADR 4). */
@Component
class LatePaymentRows implements LatePaymentStore {

  private final JdbcClient jdbc;
  private final Clock clock;

  LatePaymentRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<LatePayment> ofReturn(UUID returnId) {
    return jdbc.sql("select * from late_payment where return_id = ?")
        .param(returnId)
        .query(this::payment)
        .optional();
  }

  private LatePayment payment(ResultSet row, int index) throws SQLException {
    UUID returnId = UUID.fromString(row.getString("return_id"));
    String currency = row.getString("currency");
    LocalDateTime paidAt = row.getObject("paid_at", LocalDateTime.class);
    return new LatePayment(
        returnId,
        UUID.fromString(row.getString("order_id")),
        Money.of(row.getLong("refund_minor"), currency),
        row.getObject("due_on", LocalDate.class),
        row.getObject("through_on", LocalDate.class),
        new LateSum(
            row.getInt("days_late"),
            row.getInt("uplift_percent"),
            Money.of(row.getLong("uplift_minor"), currency),
            interest(returnId, currency),
            row.getString("provision")),
        row.getString("reference"),
        instant(row.getObject("owed_since", LocalDateTime.class)),
        paidAt == null ? null : instant(paidAt));
  }

  private List<LateSum.Interest> interest(UUID returnId, String currency) {
    return jdbc.sql("select * from late_payment_interest where return_id = ? order by from_day")
        .param(returnId)
        .query(
            (row, index) ->
                new LateSum.Interest(
                    row.getObject("from_day", LocalDate.class),
                    row.getObject("until_day", LocalDate.class),
                    row.getInt("rate_basis_points"),
                    Money.of(row.getLong("amount_minor"), currency)))
        .list();
  }

  @Override
  public void add(LatePayment owed) {
    LateSum sum = owed.sum();
    jdbc.sql(
            "insert into late_payment (return_id, order_id, refund_minor, due_on, through_on,"
                + " days_late, uplift_percent, uplift_minor, amount_minor, currency, provision,"
                + " reference, owed_since) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            owed.returnId(),
            owed.orderId(),
            owed.refund().minor(),
            owed.dueOn(),
            owed.throughOn(),
            sum.daysLate(),
            sum.upliftPercent(),
            sum.uplift().minor(),
            owed.amount().minor(),
            owed.amount().currency().getCurrencyCode(),
            sum.provision(),
            owed.reference(),
            utc(owed.owedSince()))
        .update();
    for (LateSum.Interest line : sum.interest()) {
      jdbc.sql(
              "insert into late_payment_interest (return_id, from_day, until_day,"
                  + " rate_basis_points, amount_minor) values (?, ?, ?, ?, ?)")
          .params(
              owed.returnId(),
              line.from(),
              line.until(),
              line.rateBasisPoints(),
              line.amount().minor())
          .update();
    }
  }

  @Override
  public boolean paid(UUID returnId, String reference) {
    return jdbc.sql(
                "update late_payment set reference = left(?, 140), paid_at = ?"
                    + " where return_id = ? and paid_at is null")
            .params(reference, utc(clock.instant()), returnId)
            .update()
        == 1;
  }

  private static Instant instant(LocalDateTime at) {
    return at.toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
