package io.retour.returns.db;

import io.retour.returns.AgreedCredits;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What was agreed about store credit, in MariaDB. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class AgreedCreditRows implements AgreedCredits {

  private final JdbcClient jdbc;

  AgreedCreditRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(UUID returnId, int bonusPercent, Instant at) {
    jdbc.sql(
            "insert ignore into agreed_credit (return_id, bonus_percent, agreed_at)"
                + " values (?, ?, ?)")
        .params(returnId, bonusPercent, LocalDateTime.ofInstant(at, ZoneOffset.UTC))
        .update();
  }

  @Override
  public Optional<Integer> bonusPercent(UUID returnId) {
    return jdbc.sql("select bonus_percent from agreed_credit where return_id = ?")
        .param(returnId)
        .query(Integer.class)
        .optional();
  }
}
