package io.retour.privacy;

import static io.retour.testing.OrderBuilder.order;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A shopper who left something in every corner, in words that stand nowhere else. */
final class Person {

  final String email = "mila." + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
  final String postcode = "q" + UUID.randomUUID().toString().substring(0, 7);
  final String words = "words-" + UUID.randomUUID();
  final Order order;
  final ReturnCase registered;
  final UUID claimId = UUID.randomUUID();
  private final JdbcClient jdbc;

  Person(Orders orders, Returns returns, JdbcClient jdbc) {
    this.jdbc = jdbc;
    order = order().email(email).line("TEE-M", 2, 2495).build();
    orders.add(order);
    jdbc.sql("update customer_order set postcode = ? where id = ?")
        .params(postcode, order.id())
        .update();
    registered = returns.register(Confirmed.onePieceOf(order));
    leavesWordsEverywhere();
  }

  private void leavesWordsEverywhere() {
    UUID unit = registered.units().getFirst().id();
    UUID line = order.lines().getFirst().id();
    UUID id = registered.id();
    LocalDateTime now = LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC);
    sql("update return_unit set comment = ?, findings = ? where return_id = ?", words, words, id);
    sql(
        "insert into return_photo (id, return_id, order_line_id, content_type, content, added_at,"
            + " shows) values (?, ?, ?, 'image/jpeg', ?, ?, ?)",
        UUID.randomUUID(),
        id,
        line,
        words,
        now,
        words);
    sql(
        "insert into serial_number (order_line_id, order_id, serial_number) values (?, ?, ?)",
        line,
        order.id(),
        words);
    sql(
        "insert into deduction_reason (unit_id, reason, given_at) values (?, ?, ?)",
        unit,
        words,
        now);
    sql(
        "insert into internal_note (id, return_id, written_at, written_by, words) values (?, ?, ?,"
            + " 'ada', ?)",
        UUID.randomUUID(),
        id,
        now,
        words);
    sql(
        "insert into case_event (return_id, at, actor, kind, detail) values (?, ?, 'ada',"
            + " 'repair-finished', ?)",
        id,
        now,
        words);
    sql(
        "insert into task_answer (element_instance_key, about_id, task, answers, answered_at)"
            + " values (1, ?, 'Review', ?, ?)",
        id,
        words,
        now);
    sql(
        "insert into message (id, return_id, template, occasion, recipient, subject, body,"
            + " created_at, sent_at, attempts, next_attempt_at, last_error, brand, attachment)"
            + " values (?, ?, 'label', '', ?, ?, ?, ?, ?, 0, ?, '', 'lumen', ?)",
        UUID.randomUUID(),
        id,
        email,
        words,
        words,
        now,
        now,
        now,
        words);
    sql(
        "insert into parcel (id, return_id, parcel_no, carrier, tracking_number, label_pdf,"
            + " created_at, status, version) values (?, ?, 7, 'POSTNL', ?, ?, ?, 'CREATED', 0)",
        UUID.randomUUID(),
        id,
        "T" + UUID.randomUUID(),
        postcode,
        now);
    sql("insert into send_back (return_id, due_at, label_pdf) values (?, ?, ?)", id, now, postcode);
    sql(
        "insert into blind_parcel (id, reference, order_hint, sender_postcode, skus, notes,"
            + " recorded_by, recorded_at, outcome, return_id, decision_note, serial_numbers)"
            + " values (?, ?, ?, ?, '', ?, 'will', ?, 'LINKED', ?, ?, ?)",
        UUID.randomUUID(),
        "B" + UUID.randomUUID(),
        words,
        postcode,
        words,
        now,
        id,
        words,
        words);
    sql(
        "insert into payout_account (case_id, entry_no, last_four, given_by, given_at, sealed)"
            + " values (?, 1, 'zzzz', 'shopper', ?, ?)",
        id,
        now,
        words);
    sql(
        "insert into idempotent_request (principal, request_key, fingerprint, status, body,"
            + " created_at) values ('ida', ?, '', 201, ?, ?)",
        UUID.randomUUID(),
        "{\"email\": \"%s\"}".formatted(email),
        now);
    sql(
        "insert into claim (id, number, order_id, brand, kind, comment, language, raised_by,"
            + " raised_at) values (?, ?, ?, 'lumen', 'DAMAGED', ?, 'en', 'shopper', ?)",
        claimId,
        "C-" + claimId.toString().substring(0, 8),
        order.id(),
        words,
        now);
    sql(
        "insert into internal_note (id, return_id, written_at, written_by, words) values (?, ?, ?,"
            + " 'ada', ?)",
        UUID.randomUUID(),
        claimId,
        now,
        words);
    sql(
        "insert into claim_photo (id, claim_id, content, added_at) values (?, ?, ?, ?)",
        UUID.randomUUID(),
        claimId,
        words,
        now);
    for (long amount : new long[] {2495, -2495}) {
      sql(
          "insert into ledger_entry (booking, account, amount_minor, currency, order_id, return_id,"
              + " booked_at) values (?, ?, ?, 'EUR', ?, ?, ?)",
          "test:" + id,
          amount > 0 ? "RETURNED_GOODS" : "REFUNDS_PAYABLE",
          amount,
          order.id(),
          id,
          now);
    }
  }

  UUID states(Instant at) {
    UUID id = UUID.randomUUID();
    sql(
        "insert into withdrawal_statement (id, brand, consumer_name, contract, items, contact,"
            + " language, received_through, stated_at, received_at, zone, recorded_by)"
            + " values (?, 'lumen', ?, ?, ?, ?, 'en', 'PORTAL', ?, ?, 'Europe/Amsterdam',"
            + " 'consumer')",
        id,
        words,
        words,
        words,
        email,
        utc(at),
        utc(at));
    sql(
        "insert into message (id, return_id, template, occasion, recipient, subject, body,"
            + " created_at, sent_at, attempts, next_attempt_at, last_error, brand)"
            + " values (?, ?, 'withdrawal-received', '', ?, ?, ?, ?, ?, 0, ?, '', 'lumen')",
        UUID.randomUUID(),
        id,
        email,
        words,
        words,
        utc(at),
        utc(at),
        utc(at));
    return id;
  }

  void ended(Instant at) {
    sql(
        "update return_case set outcome = 'SETTLED', closed_at = ? where id = ?",
        utc(at),
        registered.id());
    sql("update claim set outcome = 'REMEDIED', closed_at = ? where id = ?", utc(at), claimId);
  }

  void deliveredOn(Instant at) {
    sql(
        "update customer_order set placed_at = ?, delivered_on = date(?) where id = ?",
        utc(at),
        utc(at),
        order.id());
  }

  /** Every column of the database in which something of this person stands. */
  List<String> found() {
    List<String> places = new ArrayList<>();
    jdbc.sql(
            "select concat(table_name, '.', column_name) from information_schema.columns where"
                + " table_schema = database() and data_type in ('char', 'varchar', 'tinytext',"
                + " 'text', 'mediumtext', 'longtext', 'json', 'binary', 'varbinary', 'tinyblob',"
                + " 'blob', 'mediumblob', 'longblob')")
        .query(String.class)
        .list()
        .forEach(
            place -> {
              String[] names = place.split("\\.");
              Long rows =
                  jdbc.sql(
                          "select count(*) from `%1$s` where instr(`%2$s`, ?) > 0 or instr(`%2$s`, ?) > 0 or instr(`%2$s`, ?) > 0"
                              .formatted(names[0], names[1]))
                      .params(email, postcode, words)
                      .query(Long.class)
                      .single();
              if (rows > 0) {
                places.add(place);
              }
            });
    return places;
  }

  /** What the books say of the order; it sums to nothing. */
  List<Long> booked() {
    return jdbc.sql("select amount_minor from ledger_entry where order_id = ? order by id")
        .param(order.id())
        .query(Long.class)
        .list();
  }

  private void sql(String sql, Object... params) {
    jdbc.sql(sql).params(params).update();
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
