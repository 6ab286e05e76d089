package io.retour.returns.db;

import io.retour.returns.DeductionReasons;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The reasons of deductions in MariaDB. */
@Component
class DeductionReasonRows implements DeductionReasons {

  private final JdbcClient jdbc;

  DeductionReasonRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(UUID unitId, String reason, Instant at) {
    jdbc.sql(
            "insert into deduction_reason (unit_id, reason, given_at) values (?, ?, ?)"
                + " on duplicate key update reason = values(reason), given_at = values(given_at)")
        .params(unitId, reason, LocalDateTime.ofInstant(at, ZoneOffset.UTC))
        .update();
  }

  @Override
  public Optional<String> of(UUID unitId) {
    return jdbc.sql("select reason from deduction_reason where unit_id = ?")
        .param(unitId)
        .query(String.class)
        .optional();
  }
}
