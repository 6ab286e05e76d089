package io.retour.returns.db;

import io.retour.returns.ReasonDetail;
import io.retour.returns.ReasonDetails;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was said about reasons, in MariaDB. */
@Component
class ReasonDetailRows implements ReasonDetails {

  private final JdbcClient jdbc;

  ReasonDetailRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(UUID unitId, ReasonDetail detail) {
    jdbc.sql("insert into reason_detail (unit_id, detail) values (?, ?)")
        .params(unitId, detail.name())
        .update();
  }

  @Override
  public Map<UUID, ReasonDetail> of(UUID returnId) {
    Map<UUID, ReasonDetail> details = new HashMap<>();
    jdbc.sql(
            "select d.unit_id, d.detail from reason_detail d"
                + " join return_unit u on u.id = d.unit_id where u.return_id = ?")
        .param(returnId)
        .query(
            row -> {
              details.put(
                  UUID.fromString(row.getString("unit_id")),
                  ReasonDetail.valueOf(row.getString("detail")));
            });
    return details;
  }
}
