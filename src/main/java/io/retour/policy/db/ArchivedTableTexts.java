package io.retour.policy.db;

import io.retour.policy.TableTexts;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the texts that {@link TableArchive} kept. */
@Component
class ArchivedTableTexts implements TableTexts {

  private final JdbcClient jdbc;

  ArchivedTableTexts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<String> of(String tableChecksum) {
    return jdbc.sql("select content from decision_table where checksum = ?")
        .param(tableChecksum)
        .query(String.class)
        .optional();
  }
}
