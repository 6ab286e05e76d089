package io.retour.blind.db;

import io.retour.blind.BlindParcel.Outcome;
import io.retour.blind.ExtraPiece;
import io.retour.blind.ExtraPieceStore;
import io.retour.returns.ReturnUnit.Grade;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Extras in MariaDB. */
@Component
@Transactional
class ExtraPieceRows implements ExtraPieceStore {

  private static final String SELECT =
      "select e.return_id as found_in, e.extra_no, e.sku, e.description, e.seen_as, p.id,"
          + " p.reference, p.recorded_by, p.recorded_at, p.outcome, p.return_id"
          + " from extra_piece e join blind_parcel p on p.id = e.blind_parcel_id";

  private final JdbcClient jdbc;

  ExtraPieceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(ExtraPiece extra) {
    Grade seenAs = extra.seenAs();
    jdbc.sql(
            "insert into extra_piece"
                + " (blind_parcel_id, return_id, extra_no, sku, description, seen_as)"
                + " values (?, ?, ?, ?, ?, ?)")
        .param(extra.id())
        .param(extra.foundIn())
        .param(extra.extraNo())
        .param(extra.sku())
        .param(extra.description())
        .param(seenAs == null ? null : seenAs.name())
        .update();
  }

  @Override
  public Optional<ExtraPiece> find(UUID id) {
    return jdbc.sql(SELECT + " where e.blind_parcel_id = ?")
        .param(id)
        .query(ExtraPieceRows::read)
        .optional();
  }

  @Override
  public List<ExtraPiece> foundIn(UUID returnId) {
    return jdbc.sql(SELECT + " where e.return_id = ? order by e.extra_no")
        .param(returnId)
        .query(ExtraPieceRows::read)
        .list();
  }

  private static ExtraPiece read(ResultSet row, int index) throws SQLException {
    return new ExtraPiece(
        UUID.fromString(row.getString("id")),
        UUID.fromString(row.getString("found_in")),
        row.getInt("extra_no"),
        row.getString("reference"),
        row.getString("sku"),
        row.getString("description"),
        Optional.ofNullable(row.getString("seen_as")).map(Grade::valueOf).orElse(null),
        row.getString("recorded_by"),
        row.getObject("recorded_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf).orElse(null),
        Optional.ofNullable(row.getString("return_id")).map(UUID::fromString).orElse(null));
  }
}
