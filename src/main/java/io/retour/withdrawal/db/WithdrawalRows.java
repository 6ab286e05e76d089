package io.retour.withdrawal.db;

import io.retour.shared.Brands;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Statement.ReceivedThrough;
import io.retour.withdrawal.WithdrawalRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Statements in MariaDB: rows are added, never changed. Every call joins the transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class WithdrawalRows implements WithdrawalRecords {

  private final JdbcClient jdbc;
  private final Clock clock;

  WithdrawalRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public boolean add(Statement statement) {
    int added =
        jdbc.sql(
                "insert ignore into withdrawal_statement (id, brand, consumer_name, contract, items,"
                    + " contact, language, received_through, stated_at, received_at, zone,"
                    + " recorded_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .param(statement.id())
            .param(statement.brand())
            .param(statement.name())
            .param(statement.contract())
            .param(statement.items())
            .param(statement.contact())
            .param(statement.language())
            .param(statement.receivedThrough().name())
            .param(utc(statement.statedAt()))
            .param(utc(statement.receivedAt()))
            .param(statement.zone().getId())
            .param(statement.recordedBy())
            .update();
    if (added == 0) {
      return false;
    }
    for (Statement.Item line : statement.lines()) {
      jdbc.sql(
              "insert into withdrawal_statement_line (statement_id, order_line_id, quantity)"
                  + " values (?, ?, ?)")
          .params(statement.id(), line.orderLineId(), line.quantity())
          .update();
    }
    return true;
  }

  @Override
  public Optional<Statement> find(UUID statementId) {
    return jdbc.sql("select * from withdrawal_statement where id = ?")
        .param(statementId)
        .query((row, index) -> statement(row))
        .optional();
  }

  @Override
  public List<Statement> newest(Brands of, int limit) {
    return jdbc.sql(
            "select * from withdrawal_statement where :every or brand in (:brands)"
                + " order by received_at desc, id desc limit :limit")
        .param("every", of.every())
        .param("brands", of.listed())
        .param("limit", limit)
        .query((row, index) -> statement(row))
        .list();
  }

  @Override
  public List<Statement> ofOrder(UUID orderId) {
    return jdbc.sql(
            "select s.* from withdrawal_statement s"
                + " join withdrawal_contract c on c.statement_id = s.id"
                + " where c.order_id = ? order by s.received_at, s.id")
        .param(orderId)
        .query((row, index) -> statement(row))
        .list();
  }

  private Statement statement(ResultSet row) throws SQLException {
    UUID id = UUID.fromString(row.getString("id"));
    return new Statement(
        id,
        row.getString("brand"),
        row.getString("consumer_name"),
        row.getString("contract"),
        row.getString("items"),
        items("withdrawal_statement_line", id),
        row.getString("contact"),
        row.getString("language"),
        ReceivedThrough.valueOf(row.getString("received_through")),
        instant(row, "stated_at"),
        instant(row, "received_at"),
        ZoneId.of(row.getString("zone")),
        row.getString("recorded_by"));
  }

  @Override
  public long unanswered() {
    return jdbc.sql(
            "select count(*) from withdrawal_statement s where not exists"
                + " (select 1 from withdrawal_event e"
                + " where e.statement_id = s.id and e.kind = 'answered')")
        .query(Long.class)
        .single();
  }

  @Override
  public void addContract(UUID statementId, UUID orderId, List<Statement.Item> items) {
    int added =
        jdbc.sql(
                "insert ignore into withdrawal_contract (statement_id, order_id, found_at)"
                    + " values (?, ?, ?)")
            .params(statementId, orderId, utc(clock.instant()))
            .update();
    if (added == 0) {
      return;
    }
    for (Statement.Item item : items) {
      jdbc.sql(
              "insert into withdrawal_item (statement_id, order_line_id, quantity)"
                  + " values (?, ?, ?)")
          .params(statementId, item.orderLineId(), item.quantity())
          .update();
    }
  }

  @Override
  public Optional<UUID> orderOf(UUID statementId) {
    return jdbc.sql("select order_id from withdrawal_contract where statement_id = ?")
        .param(statementId)
        .query((row, index) -> UUID.fromString(row.getString(1)))
        .optional();
  }

  @Override
  public List<Statement.Item> itemsOf(UUID statementId) {
    return items("withdrawal_item", statementId);
  }

  private List<Statement.Item> items(String table, UUID statementId) {
    return jdbc.sql(
            "select i.order_line_id, i.quantity from "
                + table
                + " i left join order_line l on l.id = i.order_line_id"
                + " where i.statement_id = ? order by l.line_no, i.order_line_id")
        .param(statementId)
        .query(
            (row, index) ->
                new Statement.Item(
                    UUID.fromString(row.getString("order_line_id")), row.getInt("quantity")))
        .list();
  }

  @Override
  public void addOutcome(UUID statementId, Outcome outcome) {
    jdbc.sql(
            "insert ignore into withdrawal_outcome (statement_id, order_line_id, quantity,"
                + " withdrawal_class, provision, decided_at) values (?, ?, ?, ?, ?, ?)")
        .params(
            statementId,
            outcome.orderLineId(),
            outcome.quantity(),
            outcome.withdrawalClass(),
            outcome.provision(),
            utc(clock.instant()))
        .update();
  }

  @Override
  public List<Outcome> outcomes(UUID statementId) {
    return jdbc.sql(
            "select o.* from withdrawal_outcome o left join order_line l on l.id = o.order_line_id"
                + " where o.statement_id = ? order by l.line_no, o.order_line_id")
        .param(statementId)
        .query(
            (row, index) ->
                new Outcome(
                    UUID.fromString(row.getString("order_line_id")),
                    row.getInt("quantity"),
                    row.getString("withdrawal_class"),
                    row.getString("provision")))
        .list();
  }

  @Override
  public void note(UUID statementId, String actor, String kind, String occasion, String detail) {
    jdbc.sql(
            "insert ignore into withdrawal_event (statement_id, at, actor, kind, occasion, detail)"
                + " values (?, ?, ?, ?, ?, left(?, 500))")
        .params(statementId, utc(clock.instant()), actor, kind, occasion, detail)
        .update();
  }

  @Override
  public List<Event> events(UUID statementId) {
    return jdbc.sql("select * from withdrawal_event where statement_id = ? order by id")
        .param(statementId)
        .query(
            (row, index) ->
                new Event(
                    instant(row, "at"),
                    row.getString("actor"),
                    row.getString("kind"),
                    row.getString("detail")))
        .list();
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
