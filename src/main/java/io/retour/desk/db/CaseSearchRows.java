package io.retour.desk.db;

import io.retour.desk.CaseSearch;
import io.retour.shared.Money;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The search in MariaDB. */
@Component
class CaseSearchRows implements CaseSearch {

  private static final int MOST = 100;

  private final JdbcClient jdbc;

  CaseSearchRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Row> find(String text, boolean open) {
    return jdbc.sql(
            """
            select r.rma_number, o.order_number, r.brand, r.registered_at, r.outcome,
                   r.quoted_refund_minor, r.currency, count(u.id) as pieces,
                   group_concat(distinct u.reception order by u.reception separator ', ') as place,
                   group_concat(distinct u.settlement order by u.settlement separator ', ')
                     as settlement
            from return_case r
              join customer_order o on o.id = r.order_id
              join return_unit u on u.return_id = r.id
            where (:text = ''
                or r.rma_number like concat('%', :text, '%')
                or o.order_number like concat('%', :text, '%')
                or o.email = lower(:text)
                or exists (select 1 from parcel p
                           where p.return_id = r.id and p.tracking_number = :text)
                or exists (select 1 from return_unit s where s.return_id = r.id and s.sku = :text))
              and (:open = false or r.outcome is null)
            group by r.id
            order by r.registered_at desc
            limit :most
            """)
        .param("text", text.strip())
        .param("open", open)
        .param("most", MOST)
        .query(
            (row, index) ->
                new Row(
                    row.getString("rma_number"),
                    row.getString("order_number"),
                    row.getString("brand"),
                    row.getObject("registered_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                    row.getInt("pieces"),
                    row.getString("place"),
                    row.getString("settlement"),
                    row.getString("outcome"),
                    Money.of(row.getLong("quoted_refund_minor"), row.getString("currency"))))
        .list();
  }
}
