package io.retour.warehouse.db;

import io.retour.warehouse.DestructionGrounds;
import io.retour.warehouse.DestructionGrounds.Derogation;
import io.retour.warehouse.GroundsStore;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Grounds for destroying pieces in MariaDB. */
@Component
class GroundsRows implements GroundsStore {

  private final JdbcClient jdbc;

  GroundsRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(UUID unitId, DestructionGrounds grounds) {
    jdbc.sql(
            "insert ignore into destruction_ground (unit_id, derogation, evidence)"
                + " values (?, ?, ?)")
        .params(unitId, grounds.derogation().name(), grounds.evidence())
        .update();
  }

  @Override
  public DestructionGrounds of(UUID unitId) {
    return jdbc.sql("select derogation, evidence from destruction_ground where unit_id = ?")
        .param(unitId)
        .query(
            (row, index) ->
                new DestructionGrounds(
                    Derogation.valueOf(row.getString("derogation")), row.getString("evidence")))
        .optional()
        .orElse(DestructionGrounds.NONE);
  }
}
