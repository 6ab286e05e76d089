package io.retour.demo.db;

import io.retour.demo.Waiting;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What waits, in MariaDB; reads across modules, changes nothing. */
@Component
class WaitingRows implements Waiting {

  private final JdbcClient jdbc;

  WaitingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<String> parcels(String status, int most) {
    return jdbc.sql(
            "select tracking_number from parcel where status = ? order by created_at limit ?")
        .params(status, most)
        .query(String.class)
        .list();
  }

  @Override
  public List<UUID> ungraded(int most) {
    return jdbc.sql(
            "select u.id from return_unit u join parcel p on p.return_id = u.return_id"
                + " where p.status = 'RECEIVED' and u.reception = 'DELIVERED' and u.grade is null"
                + " limit ?")
        .param(most)
        .query((row, index) -> UUID.fromString(row.getString("id")))
        .list();
  }
}
