package io.retour.desk.db;

import io.retour.desk.CaseSearch;
import io.retour.shared.Brands;
import io.retour.shared.Money;
import io.retour.shared.db.LikePattern;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  public List<Row> find(Brands of, String text, boolean open) {
    String wanted = text.strip();
    return rows(
        hits(of, wanted, open),
        Map.of(
            "text",
            wanted,
            "number",
            LikePattern.beginningWith(wanted),
            "withoutPrefix",
            LikePattern.beginningWith("R-" + wanted),
            "brands",
            of.listed(),
            "most",
            MOST));
  }

  @Override
  @Transactional(readOnly = true)
  public List<Row> ofShopper(String brand, String email, String but, int most) {
    return rows(
        "select r.id, r.registered_at from customer_order o"
            + " join return_case r on r.order_id = o.id"
            + " where o.brand = :brand and o.email = lower(:email) and r.rma_number <> :but",
        Map.of("brand", brand, "email", email, "but", but, "most", most));
  }

  private List<Row> rows(String hits, Map<String, ?> params) {
    return jdbc.sql(
            """
            select r.rma_number, o.order_number, r.brand, r.registered_at, r.outcome,
                   r.quoted_refund_minor, r.currency,
                   (select g.amount_minor from refund_grant g where g.return_id = r.id) as granted,
                   (select sum(g.amount_minor) from deduction_objection o
                      join refund_grant g on g.return_id = o.id where o.return_id = r.id)
                     as given_back,
                   count(u.id) as pieces,
                   group_concat(distinct u.reception order by u.reception separator ', ') as place,
                   group_concat(distinct u.settlement order by u.settlement separator ', ')
                     as settlement
            from (select distinct id from (%s) hit order by registered_at desc, id desc limit :most)
                found
              join return_case r on r.id = found.id
              join customer_order o on o.id = r.order_id
              join return_unit u on u.return_id = r.id
            group by r.id
            order by r.registered_at desc, r.id desc
            """
                .formatted(hits))
        .params(params)
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
                    Money.of(amount(row), row.getString("currency")),
                    row.getObject("granted") != null))
        .list();
  }

  private static long amount(ResultSet row) throws SQLException {
    return row.getObject("granted") == null
        ? row.getLong("quoted_refund_minor")
        : row.getLong("granted") + row.getLong("given_back");
  }

  /** Each way to find a return has an index of its own, which one condition over all would hide. */
  private static String hits(Brands of, String text, boolean open) {
    Stream<String> ways =
        text.isEmpty()
            ? Stream.of("return_case r where true")
            : Stream.of(
                "return_case r where r.rma_number like :number",
                "return_case r where r.rma_number like :withoutPrefix",
                "customer_order o join return_case r on r.order_id = o.id"
                    + " where o.order_number like :number",
                "customer_order o join return_case r on r.order_id = o.id"
                    + " where o.email = lower(:text)",
                "parcel p join return_case r on r.id = p.return_id"
                    + " where p.tracking_number = :text",
                "return_unit s join return_case r on r.id = s.return_id where s.sku = :text");
    String running =
        (open ? " and r.outcome is null" : "") + (of.every() ? "" : " and r.brand in (:brands)");
    return ways.map(
            way ->
                "(select r.id, r.registered_at from "
                    + way
                    + running
                    + " order by r.registered_at desc, r.id desc limit :most)")
        .collect(Collectors.joining(" union all "));
  }
}
