package io.retour.warehouse.db;

import io.retour.warehouse.Answer;
import io.retour.warehouse.CheckStore;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers to checklists in MariaDB. */
@Component
class CheckRows implements CheckStore {

  private final JdbcClient jdbc;

  CheckRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(UUID unitId, Map<String, Answer> answers) {
    answers.forEach(
        (check, answer) ->
            jdbc.sql(
                    "insert ignore into inspection_check (unit_id, check_code, answer)"
                        + " values (?, ?, ?)")
                .params(unitId, check, answer.name())
                .update());
  }
}
