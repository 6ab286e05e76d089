package io.retour.desk.db;

import io.retour.desk.WorkQueue;
import io.retour.shared.Brands;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The queue in MariaDB. */
@Component
class WorkQueueRows implements WorkQueue {

  /** Whatever a task is about has a number of its own and knows its brand, but for parcels. */
  private static final String TASKS =
      """
      from open_task t
        left join return_case r on r.id = t.about_id
        left join claim c on c.id = t.about_id
        left join withdrawal_statement w on w.id = t.about_id
        left join blind_parcel p on p.id = t.about_id
      where t.ended_at is null
      """;

  private static final String BRAND = "coalesce(r.brand, c.brand, w.brand)";

  private final JdbcClient jdbc;

  WorkQueueRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Waiting> waiting(Brands of, String task, String brand, int skip, int most) {
    return jdbc.sql(
            """
            select t.task, t.candidate_group, t.about_id, t.opened_at, t.due_at, %1$s as brand,
                   r.rma_number, c.number, w.contract, p.reference
            %2$s
              and (:task = '' or t.task = :task) and (:brand = '' or %1$s = :brand)
              and (:every or %1$s in (:brands))
            order by t.due_at is null, t.due_at, t.opened_at, t.element_instance_key
            limit :most offset :skip
            """
                .formatted(BRAND, TASKS))
        .param("every", of.every())
        .param("brands", of.listed())
        .param("task", task)
        .param("brand", brand)
        .param("most", most)
        .param("skip", skip)
        .query(
            (row, index) -> {
              String id = row.getString("about_id");
              String rma = row.getString("rma_number");
              String claim = row.getString("number");
              String contract = row.getString("contract");
              String reference = row.getString("reference");
              About about =
                  rma != null
                      ? About.RETURN
                      : claim != null
                          ? About.CLAIM
                          : contract != null ? About.WITHDRAWAL : About.PARCEL;
              LocalDateTime due = row.getObject("due_at", LocalDateTime.class);
              return new Waiting(
                  row.getString("task"),
                  row.getString("candidate_group"),
                  about,
                  switch (about) {
                    case RETURN -> "returns/" + rma;
                    case CLAIM -> "claims/" + claim;
                    case WITHDRAWAL -> "withdrawals/" + id;
                    case PARCEL -> "blind-parcels/" + id;
                  },
                  switch (about) {
                    case RETURN -> rma;
                    case CLAIM -> claim;
                    case WITHDRAWAL -> contract;
                    case PARCEL -> reference == null ? id : reference;
                  },
                  row.getString("brand"),
                  row.getObject("opened_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                  due == null ? null : due.toInstant(ZoneOffset.UTC));
            })
        .list();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Share> shares(Brands of, Instant now) {
    return jdbc.sql(
            """
            select t.task, %1$s as brand, count(*) as waiting,
                   count(case when t.due_at < :now then 1 end) as overdue
            %2$s
              and (:every or %1$s in (:brands))
            group by t.task, brand order by t.task, brand
            """
                .formatted(BRAND, TASKS))
        .param("every", of.every())
        .param("brands", of.listed())
        .param("now", LocalDateTime.ofInstant(now, ZoneOffset.UTC))
        .query(
            (row, index) ->
                new Share(
                    row.getString("task"),
                    row.getString("brand"),
                    row.getInt("waiting"),
                    row.getInt("overdue")))
        .list();
  }
}
