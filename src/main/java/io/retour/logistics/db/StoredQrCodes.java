package io.retour.logistics.db;

import io.retour.logistics.QrCode;
import io.retour.logistics.QrCodeStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** QR codes kept in MariaDB. */
@Component
class StoredQrCodes implements QrCodeStore {

  private final JdbcClient jdbc;

  StoredQrCodes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(QrCode code) {
    jdbc.sql("insert ignore into qr_code (return_id, issued_at, expires_at) values (?, ?, ?)")
        .params(code.returnId(), utc(code.issuedAt()), utc(code.expiresAt()))
        .update();
  }

  @Override
  public Optional<QrCode> find(UUID returnId) {
    return jdbc.sql("select * from qr_code where return_id = ?")
        .param(returnId)
        .query(
            (row, index) ->
                new QrCode(
                    returnId,
                    row.getObject("issued_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                    row.getObject("expires_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                    usedAt(row),
                    row.getString("used_point")))
        .optional();
  }

  private static @Nullable Instant usedAt(ResultSet row) throws SQLException {
    LocalDateTime used = row.getObject("used_at", LocalDateTime.class);
    return used == null ? null : used.toInstant(ZoneOffset.UTC);
  }

  @Override
  public boolean use(UUID returnId, String point, Instant at) {
    return jdbc.sql(
                "update qr_code set used_at = ?, used_point = ?"
                    + " where return_id = ? and used_at is null")
            .params(utc(at), point, returnId)
            .update()
        == 1;
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
