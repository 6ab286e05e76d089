package io.retour.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.bench.ToolException;
import io.retour.bench.chaos.Facts.BookedRefund;
import io.retour.bench.chaos.Facts.Credit;
import io.retour.bench.chaos.Facts.Decided;
import io.retour.bench.chaos.Facts.Entry;
import io.retour.bench.chaos.Facts.Grant;
import io.retour.bench.chaos.Facts.Journey;
import io.retour.bench.chaos.Facts.Label;
import io.retour.bench.chaos.Facts.Mail;
import io.retour.bench.chaos.Facts.Movement;
import io.retour.bench.chaos.Facts.Parcel;
import io.retour.bench.chaos.Facts.Refund;
import io.retour.bench.chaos.Facts.Return;
import io.retour.bench.chaos.Facts.Unit;
import io.retour.bench.journeys.EngineRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the facts of a run: of the orders whose numbers begin with its prefix. */
final class FactReader {

  private static final String JOURNEY = "return-journey";
  private static final String OF_RUN =
      " join customer_order o on o.id = r.order_id where o.order_number like ?";
  private static final String HEADER = "message-id: <";

  private final Sql sql;
  private final EngineRecords engine;
  private final Path mailbox;
  private final String orders;
  private final Instant since;

  FactReader(Sql sql, EngineRecords engine, Path home, String prefix, Instant since) {
    this.sql = sql;
    this.engine = engine;
    this.mailbox = home.resolve("data/mail/messages");
    this.orders = prefix + "%";
    this.since = since;
  }

  Facts read() throws InterruptedException {
    List<Return> returns =
        sql.rows(
            "select r.id, r.rma_number, coalesce(r.outcome, '') from return_case r" + OF_RUN,
            row -> new Return(row.getString(1), row.getString(2), row.getString(3)),
            orders);
    Engine seen = new Engine();
    return new Facts(
        returns,
        seen.journeys(),
        Set.copyOf(
            sql.texts(
                "select distinct r.withdrawal_statement_id from return_case r"
                    + OF_RUN
                    + " and r.withdrawal_statement_id is not null",
                orders)),
        seen.waiting(),
        sql.rows(
            "select r.id, l.request_key, l.tracking_number, l.voided_at is not null"
                + " from simulated_label l"
                + " join return_case r on l.request_key like concat(r.id, ':%')"
                + OF_RUN,
            row ->
                new Label(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)),
            orders),
        sql.rows(
            "select r.id, p.parcel_no, p.tracking_number from parcel p"
                + " join return_case r on r.id = p.return_id"
                + OF_RUN,
            row -> new Parcel(row.getString(1), row.getInt(2), row.getString(3)),
            orders),
        sql.rows(
            "select u.id, r.id, coalesce(u.disposition, '') from return_unit u"
                + " join return_case r on r.id = u.return_id"
                + OF_RUN,
            row -> new Unit(row.getString(1), row.getString(2), row.getString(3)),
            orders),
        sql.rows(
            "select m.unit_id, m.disposition from stock_movement m"
                + " join return_unit u on u.id = m.unit_id"
                + " join return_case r on r.id = u.return_id"
                + OF_RUN,
            row -> new Movement(row.getString(1), row.getString(2)),
            orders),
        sql.rows(
            "select u.id, substring_index(s.request_key, ':', -1) from simulated_stock s"
                + " join return_unit u on u.id = substring_index(s.request_key, ':', 1)"
                + " join return_case r on r.id = u.return_id"
                + OF_RUN,
            row -> new Movement(row.getString(1), row.getString(2)),
            orders),
        sql.rows(
            "select g.id, g.return_id, g.resolution, g.amount_minor from refund_grant g"
                + " join customer_order o on o.id = g.order_id where o.order_number like ?",
            row -> new Grant(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)),
            orders),
        sql.rows(
            "select f.id, f.grant_id, f.amount_minor, f.state from refund f"
                + " join refund_grant g on g.id = f.grant_id"
                + " join customer_order o on o.id = g.order_id where o.order_number like ?",
            row -> new Refund(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)),
            orders),
        sql.rows(
            "select request_key, payment_reference, amount_minor, state from simulated_refund"
                + " where payment_reference like ?",
            row ->
                new BookedRefund(
                    row.getString(1), row.getString(2), row.getLong(3), row.getString(4)),
            orders),
        sql.rows(
            "select c.grant_id from store_credit c join refund_grant g on g.id = c.grant_id"
                + " join customer_order o on o.id = g.order_id where o.order_number like ?",
            row -> new Credit(row.getString(1)),
            orders),
        sql.rows(
            "select l.booking, l.account, l.amount_minor, l.currency, l.return_id"
                + " from ledger_entry l join customer_order o on o.id = l.order_id"
                + " where o.order_number like ?",
            row ->
                new Entry(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getString(5)),
            orders),
        mails(),
        arrived(),
        seen.decided(),
        Set.copyOf(
            sql.rows(
                "select distinct element_instance_key from decision where decided_at >= ?",
                row -> row.getLong(1),
                since.minusSeconds(60).toString().substring(0, 19).replace('T', ' '))),
        sql.number("select count(*) from process_message where published_at is null"),
        kept());
  }

  /** The addresses of a run's shoppers begin with its prefix too. */
  private List<Mail> mails() throws InterruptedException {
    return sql.rows(
        "select id, return_id, template, sent_at is not null from message where recipient like ?",
        row -> new Mail(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)),
        orders.toLowerCase(Locale.ROOT));
  }

  private Set<String> kept() throws InterruptedException {
    Set<String> kept = new HashSet<>();
    kept.addAll(sql.texts("select id from withdrawal_statement where contract like ?", orders));
    kept.addAll(
        sql.texts(
            "select h.id from hand_in h join return_case r on r.id = h.return_id" + OF_RUN,
            orders));
    kept.addAll(
        sql.texts(
            "select distinct concat(t.tracking_number, ' ', t.status) from tracking_event t"
                + " join simulated_label l on l.tracking_number = t.tracking_number"
                + " join return_case r on l.request_key like concat(r.id, ':%')"
                + OF_RUN,
            orders));
    kept.addAll(
        sql.texts(
            "select concat(u.id, ' ', u.grade) from return_unit u"
                + " join return_case r on r.id = u.return_id"
                + OF_RUN
                + " and u.grade is not null",
            orders));
    return kept;
  }

  /** How often each mail lies in the mailbox; its id is in the header Message-ID. */
  private Map<String, Integer> arrived() {
    Map<String, Integer> arrived = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(mailbox, "*.eml")) {
      for (Path file : files) {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
          lines
              .lines()
              .takeWhile(line -> !line.isEmpty())
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(HEADER))
              .map(line -> line.substring(HEADER.length(), line.indexOf('@')))
              .forEach(id -> arrived.merge(id, 1, Integer::sum));
        }
      }
      return arrived;
    } catch (IOException unreadable) {
      throw new ToolException("The mailbox cannot be read: " + mailbox, unreadable);
    }
  }

  /** What the broker wrote down since the run began. */
  private final class Engine {

    private final Map<Long, Long> parents = new HashMap<>();
    private final Map<Long, String> processes = new HashMap<>();
    private final Set<Long> ended = new HashSet<>();
    private final Map<Long, String> returnIds = new HashMap<>();
    private final Map<Long, String> statementIds = new HashMap<>();
    private final Map<Long, Long> open = new HashMap<>();
    private final Set<String> ofRun;
    private final Set<String> stated;

    Engine() throws InterruptedException {
      ofRun = new HashSet<>(sql.texts("select r.id from return_case r" + OF_RUN, orders));
      stated =
          new HashSet<>(
              sql.texts("select id from withdrawal_statement where contract like ?", orders));
      for (JsonNode record :
          engine.records(
              "process-instance",
              """
              {"terms": {"intent": ["ELEMENT_ACTIVATING", "ELEMENT_COMPLETED", "ELEMENT_TERMINATED"]}},
              {"term": {"value.bpmnElementType": "PROCESS"}}, %s
              """
                  .formatted(since()))) {
        long key = record.get("key").asLong();
        if (record.get("intent").asText().equals("ELEMENT_ACTIVATING")) {
          JsonNode value = record.get("value");
          processes.put(key, value.get("bpmnProcessId").asText());
          parents.put(key, value.get("parentProcessInstanceKey").asLong());
        } else {
          ended.add(key);
        }
      }
      collectIds("returnId", returnIds);
      collectIds("statementId", statementIds);
      collectOpen("incident", "CREATED", Set.of("RESOLVED"));
      collectOpen("user-task", "CREATED", Set.of("COMPLETED", "CANCELED"));
    }

    private void collectIds(String variable, Map<Long, String> ids) throws InterruptedException {
      for (JsonNode record :
          engine.records(
              "variable",
              "{\"term\": {\"value.name\": \"%s\"}}, %s".formatted(variable, since()))) {
        JsonNode value = record.get("value");
        if (value.get("scopeKey").asLong() == value.get("processInstanceKey").asLong()) {
          ids.putIfAbsent(
              value.get("processInstanceKey").asLong(),
              value.get("value").asText().replace("\"", ""));
        }
      }
    }

    private void collectOpen(String kind, String begin, Set<String> ends)
        throws InterruptedException {
      for (JsonNode record : engine.records(kind, since())) {
        long key = record.get("key").asLong();
        String intent = record.get("intent").asText();
        if (intent.equals(begin)) {
          open.put(key, record.get("value").get("processInstanceKey").asLong());
        } else if (ends.contains(intent)) {
          open.remove(key);
        }
      }
    }

    private String since() {
      return "{\"range\": {\"timestamp\": {\"gte\": %d}}}".formatted(since.toEpochMilli());
    }

    /** The return that an instance, or whoever called it, is about; empty when none of the run. */
    private String returnOf(long instance) {
      return about(instance, returnIds, ofRun);
    }

    private String about(long instance, Map<Long, String> ids, Set<String> known) {
      long at = instance;
      while (at > 0) {
        String id = ids.get(at);
        if (id != null) {
          return known.contains(id) ? id : "";
        }
        at = parents.getOrDefault(at, -1L);
      }
      return "";
    }

    List<Journey> journeys() {
      List<Journey> journeys = new ArrayList<>();
      processes.forEach(
          (key, process) -> {
            if (process.equals(JOURNEY) && !returnOf(key).isEmpty()) {
              journeys.add(new Journey(key, returnOf(key), ended.contains(key)));
            }
          });
      return journeys;
    }

    Set<String> waiting() {
      Set<String> waiting = new HashSet<>();
      for (long instance : open.values()) {
        waiting.add(returnOf(instance));
        waiting.add(about(instance, statementIds, stated));
      }
      waiting.remove("");
      return waiting;
    }

    List<Decided> decided() throws InterruptedException {
      List<Decided> decided = new ArrayList<>();
      for (JsonNode record :
          engine.records(
              "process-instance",
              """
              {"term": {"intent": "ELEMENT_COMPLETED"}},
              {"term": {"value.bpmnElementType": "BUSINESS_RULE_TASK"}}, %s
              """
                  .formatted(since()))) {
        JsonNode value = record.get("value");
        String returnId = returnOf(value.get("processInstanceKey").asLong());
        if (!returnId.isEmpty()) {
          decided.add(
              new Decided(record.get("key").asLong(), value.get("elementId").asText(), returnId));
        }
      }
      return decided;
    }
  }
}
