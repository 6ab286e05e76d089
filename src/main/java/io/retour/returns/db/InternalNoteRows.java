package io.retour.returns.db;

import io.retour.returns.InternalNotes;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The notes in MariaDB. */
@Component
class InternalNoteRows implements InternalNotes {

  private final JdbcClient jdbc;
  private final Clock clock;

  InternalNoteRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void add(UUID noteId, UUID returnId, String by, String words) {
    jdbc.sql(
            "insert ignore into internal_note (id, return_id, written_at, written_by, words)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            noteId, returnId, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), by, words)
        .update();
  }

  @Override
  public List<Note> of(UUID returnId) {
    return jdbc.sql(
            "select id, written_at, written_by, words from internal_note where return_id = ?"
                + " order by written_at desc, id")
        .param(returnId)
        .query(
            (row, index) ->
                new Note(
                    row.getObject("id", UUID.class),
                    row.getObject("written_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                    row.getString("written_by"),
                    row.getString("words")))
        .list();
  }
}
