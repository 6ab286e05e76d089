package io.retour.logistics.db;

import io.retour.logistics.Carrier.Slot;
import io.retour.logistics.Pickup;
import io.retour.logistics.PickupStore;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Pickups kept in MariaDB. */
@Component
class StoredPickups implements PickupStore {

  private final JdbcClient jdbc;

  StoredPickups(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Pickup> ofReturn(UUID returnId) {
    return jdbc.sql("select * from pickup where return_id = ? order by try_no")
        .param(returnId)
        .query(
            (row, index) ->
                new Pickup(
                    returnId,
                    row.getInt("try_no"),
                    new Slot(
                        row.getObject("slot_day", LocalDate.class),
                        row.getObject("slot_from", LocalTime.class),
                        row.getObject("slot_until", LocalTime.class)),
                    Pickup.State.valueOf(row.getString("state")),
                    row.getString("chosen_by"),
                    row.getBoolean("changeable")))
        .list();
  }

  @Override
  public List<UUID> needless(UUID after, int most) {
    return jdbc.sql(
            "select distinct p.return_id from pickup p join arrival a on a.return_id = p.return_id"
                + " where p.state = 'BOOKED' and p.return_id > ? and not exists ("
                + "select 1 from parcel l join tracking_event t"
                + " on t.tracking_number = l.tracking_number where l.return_id = p.return_id"
                + " and t.status in ('DROPPED_OFF', 'IN_TRANSIT', 'DELIVERED'))"
                + " order by p.return_id limit "
                + most)
        .param(after)
        .query((row, index) -> UUID.fromString(row.getString(1)))
        .list();
  }

  @Override
  public boolean add(Pickup pickup) {
    return jdbc.sql(
                "insert ignore into pickup (return_id, try_no, slot_day, slot_from, slot_until,"
                    + " state, chosen_by) values (?, ?, ?, ?, ?, ?, ?)")
            .params(
                pickup.returnId(),
                pickup.tryNo(),
                pickup.slot().day(),
                pickup.slot().from(),
                pickup.slot().until(),
                pickup.state().name(),
                pickup.chosenBy())
            .update()
        == 1;
  }

  @Override
  public void move(Pickup pickup, Pickup.State next, String carrierReference) {
    jdbc.sql(
            "update pickup set state = ?, carrier_reference = coalesce(nullif(?, ''),"
                + " carrier_reference) where return_id = ? and try_no = ?")
        .params(next.name(), carrierReference, pickup.returnId(), pickup.tryNo())
        .update();
  }

  @Override
  public void changeable(Pickup pickup) {
    jdbc.sql("update pickup set changeable = true where return_id = ? and try_no = ?")
        .params(pickup.returnId(), pickup.tryNo())
        .update();
  }
}
