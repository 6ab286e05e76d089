package io.retour.refunds.db;

import io.retour.refunds.ReconciliationStore;
import io.retour.refunds.Refund;
import io.retour.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refunds and their bookings, read from MariaDB. */
@Component
class ReconciliationRows implements ReconciliationStore {

  /** A refund's bookings carry its id, and are found by its return. */
  private static final String SELECT =
      "select f.*, g.return_id, (select coalesce(sum(e.amount_minor), 0) from ledger_entry e"
          + " where e.return_id = g.return_id and e.account = 'PROVIDER_CLEARING'"
          + " and e.currency = f.currency and e.booking like concat('%:', f.id, '%')) as booked"
          + " from refund f join refund_grant g on g.id = f.grant_id where ";

  private final JdbcClient jdbc;

  ReconciliationRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Asked> asked(String provider, Instant from, Instant until) {
    return jdbc.sql(
            SELECT
                + "f.provider = ? and f.asked_at >= ? and f.asked_at < ? order by f.asked_at, f.id")
        .params(provider, utc(from), utc(until))
        .query(ReconciliationRows::row)
        .list();
  }

  @Override
  public List<Taken> taken(String booking, Instant from, Instant until) {
    return jdbc.sql(
            "select * from ledger_entry where account = 'PROVIDER_CLEARING'"
                + " and booking like concat(?, '%') and booked_at >= ? and booked_at < ?"
                + " order by id")
        .params(booking, utc(from), utc(until))
        .query(
            (row, index) ->
                new Taken(
                    UUID.fromString(row.getString("booking").substring(booking.length())),
                    UUID.fromString(row.getString("return_id")),
                    Money.of(row.getLong("amount_minor"), row.getString("currency")),
                    row.getObject("booked_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
        .list();
  }

  @Override
  public Optional<Asked> asked(UUID refundId) {
    return jdbc.sql(SELECT + "f.id = ?").param(refundId).query(ReconciliationRows::row).optional();
  }

  @Override
  public Optional<Asked> asked(String provider, String providerRefundId) {
    return jdbc.sql(SELECT + "f.provider = ? and f.provider_refund_id = ? limit 1")
        .params(provider, providerRefundId)
        .query(ReconciliationRows::row)
        .optional();
  }

  private static Asked row(ResultSet row, int index) throws SQLException {
    String currency = row.getString("currency");
    // a provider may tell of a refund that a restored database has not asked for yet
    String asked = row.getObject("asked_at") == null ? "updated_at" : "asked_at";
    return new Asked(
        UUID.fromString(row.getString("id")),
        UUID.fromString(row.getString("return_id")),
        row.getString("provider_refund_id"),
        Money.of(row.getLong("amount_minor"), currency),
        Money.of(row.getLong("booked"), currency),
        Refund.State.valueOf(row.getString("state")),
        row.getObject(asked, LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getObject("first_asked_at") != null);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
