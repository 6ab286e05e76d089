package io.retour.policy.db;

import io.retour.policy.DecisionTables;
import io.retour.policy.TablesReplaced;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps every version of every table that ever decided, by checksum, so it can be asked again. */
@Component
class TableArchive {

  private final DecisionTables tables;
  private final JdbcClient jdbc;
  private final Clock clock;

  TableArchive(DecisionTables tables, JdbcClient jdbc, Clock clock) {
    this.tables = tables;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @EventListener({ApplicationStartedEvent.class, TablesReplaced.class})
  void keep() {
    tables
        .contents()
        .forEach(
            (checksum, content) ->
                jdbc.sql(
                        "insert ignore into decision_table (checksum, content, known_since)"
                            + " values (?, ?, ?)")
                    .params(
                        checksum, content, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .update());
  }
}
