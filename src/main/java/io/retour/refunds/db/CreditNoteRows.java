package io.retour.refunds.db;

import io.retour.refunds.CreditNote;
import io.retour.refunds.CreditNoteStore;
import io.retour.returns.RefundStatement.TaxShare;
import io.retour.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Credit notes in MariaDB, whose triggers keep them as they are (ADR 4). */
@Component
class CreditNoteRows implements CreditNoteStore {

  private final JdbcClient jdbc;

  CreditNoteRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public int nextNo(String brand, int year) {
    jdbc.sql(
            "insert into credit_note_series (brand, year_no, last_no) values (?, ?, 1)"
                + " on duplicate key update last_no = last_no + 1")
        .params(brand, year)
        .update();
    return jdbc.sql(
            "select last_no from credit_note_series where brand = ? and year_no = ? for update")
        .params(brand, year)
        .query(Integer.class)
        .single();
  }

  @Override
  public void add(CreditNote note) {
    jdbc.sql(
            "insert into credit_note (id, number_text, brand, year_no, no, grant_id, return_id,"
                + " order_id, order_number, ordered_at, issued_on, currency, issued_at, corrects)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            note.id(),
            note.number(),
            note.brand(),
            note.year(),
            note.no(),
            note.grantId(),
            note.returnId(),
            note.orderId(),
            note.orderNumber(),
            utc(note.orderedAt()),
            note.issuedOn(),
            note.currency().getCurrencyCode(),
            utc(note.issuedAt()),
            note.corrects())
        .update();
    note.shares()
        .forEach(
            (rate, share) ->
                jdbc.sql(
                        "insert into credit_note_line (credit_note_id, tax_rate_bp, gross_minor,"
                            + " tax_minor) values (?, ?, ?, ?)")
                    .params(note.id(), rate, share.gross().minor(), share.tax().minor())
                    .update());
  }

  @Override
  public Optional<CreditNote> ofReturn(UUID returnId) {
    return jdbc.sql("select * from credit_note where return_id = ? and corrects = ''")
        .param(returnId)
        .query(this::note)
        .optional();
  }

  @Override
  public Optional<CreditNote> correctionOfReturn(UUID returnId) {
    return jdbc.sql("select * from credit_note where return_id = ? and corrects <> ''")
        .param(returnId)
        .query(this::note)
        .optional();
  }

  private CreditNote note(ResultSet row, int index) throws SQLException {
    UUID id = UUID.fromString(row.getString("id"));
    Currency currency = Currency.getInstance(row.getString("currency"));
    return new CreditNote(
        id,
        row.getString("number_text"),
        row.getString("brand"),
        row.getInt("year_no"),
        row.getInt("no"),
        UUID.fromString(row.getString("grant_id")),
        UUID.fromString(row.getString("return_id")),
        UUID.fromString(row.getString("order_id")),
        row.getString("order_number"),
        instant(row, "ordered_at"),
        row.getObject("issued_on", LocalDate.class),
        currency,
        shares(id, currency),
        instant(row, "issued_at"),
        row.getString("corrects"));
  }

  private SortedMap<Integer, TaxShare> shares(UUID noteId, Currency currency) {
    SortedMap<Integer, TaxShare> shares = new TreeMap<>();
    jdbc.sql("select * from credit_note_line where credit_note_id = ?")
        .param(noteId)
        .query(
            row -> {
              shares.put(
                  row.getInt("tax_rate_bp"),
                  new TaxShare(
                      new Money(row.getLong("gross_minor"), currency),
                      new Money(row.getLong("tax_minor"), currency)));
            });
    return shares;
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
