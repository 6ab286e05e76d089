package io.retour.logistics.db;

import io.retour.logistics.Carrier.Label;
import io.retour.logistics.ReadySendBack;
import io.retour.logistics.SendBack;
import io.retour.logistics.SendBackStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Parcels back to shoppers in MariaDB. */
@Component
class StoredSendBacks implements SendBackStore {

  private static final String ALL =
      "select return_id, due_at, carrier, tracking_number, handed_over_at, handed_over_by,"
          + " delivered_at from send_back ";

  private final JdbcClient jdbc;

  StoredSendBacks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(UUID returnId, Instant dueAt) {
    jdbc.sql("insert ignore into send_back (return_id, due_at) values (?, ?)")
        .params(returnId, utc(dueAt))
        .update();
  }

  @Override
  public Optional<SendBack> of(UUID returnId) {
    return jdbc.sql(ALL + "where return_id = ?")
        .param(returnId)
        .query(StoredSendBacks::row)
        .optional();
  }

  @Override
  public Optional<SendBack> byTracking(String trackingNumber) {
    return jdbc.sql(ALL + "where tracking_number = ? order by due_at desc limit 1")
        .param(trackingNumber)
        .query(StoredSendBacks::row)
        .optional();
  }

  /** With all that its list shows, and without the labels, of which each is a whole document. */
  @Override
  public List<ReadySendBack> ready(int most) {
    Map<UUID, ReadySendBack> ready = new LinkedHashMap<>();
    jdbc.sql(
            "select s.return_id, s.tracking_number, s.printable, r.rma_number, a.place, u.sku,"
                + " u.grade from (select return_id, due_at, tracking_number,"
                + " label_pdf is not null as printable from send_back"
                + " where tracking_number is not null and handed_over_at is null"
                + " order by due_at, return_id limit "
                + most
                + ") s join return_case r on r.id = s.return_id"
                + " left join arrival a on a.return_id = s.return_id"
                + " left join return_unit u on u.return_id = s.return_id"
                + " and u.settlement = 'NONE' and u.disposition = 'RETURN_TO_CUSTOMER'"
                + " order by s.due_at, s.return_id, u.sku, u.unit_no")
        .query(
            row -> {
              ReadySendBack read = readyRow(row);
              ready.merge(read.returnId(), read, StoredSendBacks::together);
            });
    return List.copyOf(ready.values());
  }

  private static ReadySendBack readyRow(ResultSet row) throws SQLException {
    String sku = row.getString("sku");
    String grade = row.getString("grade");
    return new ReadySendBack(
        UUID.fromString(row.getString("return_id")),
        row.getString("rma_number"),
        row.getString("tracking_number"),
        sku == null
            ? List.of()
            : List.of(
                new ReadySendBack.Piece(
                    sku, "WRONG_ITEM".equals(grade) || "MISSING".equals(grade))),
        Objects.requireNonNullElse(row.getString("place"), ""),
        row.getBoolean("printable"));
  }

  private static ReadySendBack together(ReadySendBack one, ReadySendBack other) {
    return new ReadySendBack(
        one.returnId(),
        one.rmaNumber(),
        one.trackingNumber(),
        Stream.concat(one.pieces().stream(), other.pieces().stream()).toList(),
        one.place(),
        one.printable());
  }

  @Override
  public boolean label(UUID returnId, String carrier, Label label) {
    return jdbc.sql(
                "update send_back set carrier = ?, tracking_number = ?, label_pdf = ?"
                    + " where return_id = ? and tracking_number is null")
            .param(1, carrier)
            .param(2, label.trackingNumber())
            .param(3, label.pdf())
            .param(4, returnId)
            .update()
        == 1;
  }

  @Override
  public byte @Nullable [] labelPdf(UUID returnId) {
    return jdbc.sql("select label_pdf from send_back where return_id = ?")
        .param(returnId)
        .query((row, index) -> Optional.ofNullable(row.getBytes(1)))
        .optional()
        .flatMap(pdf -> pdf)
        .orElse(null);
  }

  @Override
  public boolean handedOver(UUID returnId, Instant at, String by) {
    return jdbc.sql(
                "update send_back set handed_over_at = ?, handed_over_by = ?"
                    + " where return_id = ? and handed_over_at is null")
            .params(utc(at), by, returnId)
            .update()
        == 1;
  }

  @Override
  public void delivered(UUID returnId, Instant at) {
    jdbc.sql("update send_back set delivered_at = coalesce(delivered_at, ?) where return_id = ?")
        .params(utc(at), returnId)
        .update();
  }

  private static SendBack row(ResultSet row, int index) throws SQLException {
    return new SendBack(
        UUID.fromString(row.getString("return_id")),
        row.getObject("due_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("carrier"),
        row.getString("tracking_number"),
        instant(row, "handed_over_at"),
        row.getString("handed_over_by"),
        instant(row, "delivered_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    LocalDateTime at = row.getObject(column, LocalDateTime.class);
    return at == null ? null : at.toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
