package io.retour.logistics.db;

import io.retour.returns.WeighedParcels;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What carriers weighed, against the weight of the goods. */
@Component
class WeighedParcelRows implements WeighedParcels {

  private final JdbcClient jdbc;

  WeighedParcelRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public int lightestPercent(Collection<UUID> returnIds) {
    if (returnIds.isEmpty()) {
      return AS_EXPECTED;
    }
    return jdbc.sql(
            """
            select coalesce(min(floor(100 * weighed.grams / expected.grams)), :expected)
            from (
              select each_parcel.return_id, sum(each_parcel.grams) as grams
              from (
                select p.return_id, p.id, max(e.weight_grams) as grams
                from parcel p left join tracking_event e on e.tracking_number = p.tracking_number
                where p.return_id in (:returns) and p.voided_at is null
                group by p.return_id, p.id) each_parcel
              group by each_parcel.return_id
              having count(*) = count(each_parcel.grams)) weighed
            join (
              select u.return_id, sum(l.weight_grams) as grams
              from return_unit u join order_line l on l.id = u.order_line_id
              where u.return_id in (:returns)
              group by u.return_id) expected on expected.return_id = weighed.return_id
            where expected.grams > 0
            """)
        .param("expected", AS_EXPECTED)
        .param("returns", returnIds)
        .query(Integer.class)
        .single();
  }
}
