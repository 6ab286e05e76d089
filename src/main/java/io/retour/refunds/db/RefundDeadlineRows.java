package io.retour.refunds.db;

import io.retour.policy.RefundTiming.Start;
import io.retour.policy.RefundTiming.Withholding;
import io.retour.refunds.LateInterest;
import io.retour.refunds.RefundDeadline;
import io.retour.refunds.RefundDeadline.Subject;
import io.retour.refunds.RefundDeadlineStore;
import io.retour.returns.ReturnCase.Goods;
import io.retour.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Due days and late interest in MariaDB, append-only (ADR 4). */
@Component
class RefundDeadlineRows implements RefundDeadlineStore {

  private final JdbcClient jdbc;
  private final Clock clock;

  RefundDeadlineRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void saw(UUID returnId, Goods goods, LocalDate on) {
    jdbc.sql("insert ignore into goods_seen (return_id, goods, seen_on, seen_at) values (?,?,?,?)")
        .params(returnId, goods.name(), on, utc(clock.instant()))
        .update();
  }

  @Override
  public Map<Goods, LocalDate> seen(UUID returnId) {
    Map<Goods, LocalDate> seen = new EnumMap<>(Goods.class);
    jdbc.sql("select goods, seen_on from goods_seen where return_id = ?")
        .param(returnId)
        .query(
            row -> {
              seen.put(
                  Goods.valueOf(row.getString("goods")), row.getObject("seen_on", LocalDate.class));
            });
    return seen;
  }

  @Override
  public void add(RefundDeadline deadline) {
    jdbc.sql(
            "insert into refund_deadline (return_id, subject, legal_basis, starts_with, withholding,"
                + " provision, warn_days, notice_on, due_on, zone, recorded_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(deadline.caseId())
        .param(deadline.subject().name())
        .param(deadline.legalBasis())
        .param(deadline.startsWith().name())
        .param(deadline.withholding().name())
        .param(deadline.provision())
        .param(deadline.warnDaysBefore())
        .param(deadline.noticeOn())
        .param(deadline.dueOn())
        .param(deadline.zone().getId())
        .param(utc(deadline.recordedAt()))
        .update();
  }

  @Override
  public Optional<RefundDeadline> latest(UUID returnId) {
    return jdbc.sql("select * from refund_deadline where return_id = ? order by id desc limit 1")
        .param(returnId)
        .query(RefundDeadlineRows::deadline)
        .optional();
  }

  private static RefundDeadline deadline(ResultSet row, int index) throws SQLException {
    return new RefundDeadline(
        UUID.fromString(row.getString("return_id")),
        Subject.valueOf(row.getString("subject")),
        row.getString("legal_basis"),
        Start.valueOf(row.getString("starts_with")),
        Withholding.valueOf(row.getString("withholding")),
        row.getString("provision"),
        row.getInt("warn_days"),
        row.getObject("notice_on", LocalDate.class),
        row.getObject("due_on", LocalDate.class),
        ZoneId.of(row.getString("zone")),
        instant(row));
  }

  @Override
  public boolean add(UUID returnId, LateInterest interest) {
    return jdbc.sql(
                "insert ignore into refund_late_interest (return_id, days_late, uplift_percent,"
                    + " legal_interest, provision, amount_minor, currency, recorded_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)")
            .params(
                returnId,
                interest.daysLate(),
                interest.upliftPercent(),
                interest.legalInterest(),
                interest.provision(),
                interest.amount().minor(),
                interest.amount().currency().getCurrencyCode(),
                utc(interest.recordedAt()))
            .update()
        == 1;
  }

  @Override
  public List<LateInterest> interest(UUID returnId) {
    return jdbc.sql("select * from refund_late_interest where return_id = ? order by days_late")
        .param(returnId)
        .query(
            (row, index) ->
                new LateInterest(
                    row.getInt("days_late"),
                    row.getInt("uplift_percent"),
                    row.getBoolean("legal_interest"),
                    row.getString("provision"),
                    new Money(
                        row.getLong("amount_minor"),
                        Currency.getInstance(row.getString("currency"))),
                    instant(row)))
        .list();
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getObject("recorded_at", LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
