package io.retour.refunds.db;

import io.retour.refunds.DeductionObjection;
import io.retour.refunds.DeductionObjection.Outcome;
import io.retour.refunds.DeductionObjectionStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Objections to deductions in MariaDB. */
@Component
class DeductionObjectionRows implements DeductionObjectionStore {

  private final JdbcClient jdbc;

  DeductionObjectionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(DeductionObjection objection) {
    jdbc.sql(
            "insert into deduction_objection (id, return_id, order_id, words, stated_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            objection.id(),
            objection.returnId(),
            objection.orderId(),
            objection.words(),
            utc(objection.statedAt()))
        .update();
  }

  @Override
  public Optional<DeductionObjection> find(UUID objectionId) {
    return jdbc.sql("select * from deduction_objection where id = ?")
        .param(objectionId)
        .query(DeductionObjectionRows::row)
        .optional();
  }

  @Override
  public Optional<DeductionObjection> ofReturn(UUID returnId) {
    return jdbc.sql("select * from deduction_objection where return_id = ?")
        .param(returnId)
        .query(DeductionObjectionRows::row)
        .optional();
  }

  @Override
  public void close(UUID objectionId, Outcome outcome, String answer, Instant at) {
    jdbc.sql("update deduction_objection set outcome = ?, answer = ?, closed_at = ? where id = ?")
        .params(outcome.name(), answer, utc(at), objectionId)
        .update();
  }

  private static DeductionObjection row(ResultSet row, int index) throws SQLException {
    String outcome = row.getString("outcome");
    return new DeductionObjection(
        UUID.fromString(row.getString("id")),
        UUID.fromString(row.getString("return_id")),
        UUID.fromString(row.getString("order_id")),
        row.getString("words"),
        row.getObject("stated_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        outcome == null ? null : Outcome.valueOf(outcome),
        row.getString("answer"));
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
