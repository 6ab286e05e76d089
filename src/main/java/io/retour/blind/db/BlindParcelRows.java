package io.retour.blind.db;

import io.retour.blind.BlindParcel;
import io.retour.blind.BlindParcel.Outcome;
import io.retour.blind.BlindParcelStore;
import io.retour.orders.SerialNumber;
import io.retour.shared.Brands;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Unannounced parcels in MariaDB. */
@Component
@Transactional
class BlindParcelRows implements BlindParcelStore {

  private static final int MOST_SHOWN = 200;

  private final JdbcClient jdbc;

  BlindParcelRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean add(BlindParcel parcel) {
    return jdbc.sql(
                "insert ignore into blind_parcel (id, reference, order_hint, sender_postcode,"
                    + " skus, serial_numbers, notes, recorded_by, recorded_at, decision_note)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, '')")
            .params(
                parcel.id(),
                parcel.reference(),
                parcel.orderHint(),
                parcel.senderPostcode(),
                String.join("\n", parcel.skus()),
                parcel.serials().stream()
                    .map(SerialNumber::value)
                    .collect(Collectors.joining("\n")),
                parcel.notes(),
                parcel.recordedBy(),
                utc(parcel.recordedAt()))
            .update()
        == 1;
  }

  @Override
  public Optional<BlindParcel> find(UUID id) {
    return jdbc.sql("select * from blind_parcel where id = ?")
        .param(id)
        .query(BlindParcelRows::read)
        .optional();
  }

  @Override
  public Optional<BlindParcel> findForChange(UUID id) {
    return jdbc.sql("select * from blind_parcel where id = ? for update")
        .param(id)
        .query(BlindParcelRows::read)
        .optional();
  }

  @Override
  public Optional<BlindParcel> findByReference(String reference) {
    return jdbc.sql("select * from blind_parcel where reference = ?")
        .param(reference)
        .query(BlindParcelRows::read)
        .optional();
  }

  @Override
  public List<BlindParcel> newest(Brands of) {
    String ofThem =
        of.every() ? "" : " and return_id in (select id from return_case where brand in (:brands))";
    return jdbc.sql(
            // one after the other, because an index carries each and none carries both
            """
            select * from (
              (select * from blind_parcel where outcome is null%1$s
               order by recorded_at desc limit :most)
              union all
              (select * from blind_parcel where outcome is not null%1$s
               order by recorded_at desc limit :most)
            ) newest order by outcome is not null, recorded_at desc limit :most
            """
                .formatted(ofThem))
        .param("brands", of.listed())
        .param("most", MOST_SHOWN)
        .query(BlindParcelRows::read)
        .list();
  }

  @Override
  public void decided(UUID id, Outcome outcome, @Nullable UUID returnId, String note, Instant at) {
    jdbc.sql(
            "update blind_parcel set outcome = ?, return_id = ?, decision_note = ?,"
                + " decided_at = ? where id = ?")
        .param(outcome.name())
        .param(returnId)
        .param(note)
        .param(utc(at))
        .param(id)
        .update();
  }

  @Override
  public boolean overdue(UUID id, Instant since) {
    return jdbc.sql(
                "update blind_parcel set overdue_since = ?"
                    + " where id = ? and overdue_since is null")
            .params(utc(since), id)
            .update()
        == 1;
  }

  private static BlindParcel read(ResultSet row, int index) throws SQLException {
    String skus = row.getString("skus");
    return new BlindParcel(
        UUID.fromString(row.getString("id")),
        row.getString("reference"),
        row.getString("order_hint"),
        row.getString("sender_postcode"),
        skus.isEmpty() ? List.of() : List.of(skus.split("\n")),
        row.getString("serial_numbers").lines().map(SerialNumber::new).toList(),
        row.getString("notes"),
        row.getString("recorded_by"),
        row.getObject("recorded_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf).orElse(null),
        Optional.ofNullable(row.getString("return_id")).map(UUID::fromString).orElse(null),
        row.getString("decision_note"),
        instant(row, "overdue_since"),
        instant(row, "decided_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
        .map(at -> at.toInstant(ZoneOffset.UTC))
        .orElse(null);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
