package io.retour.journey.db;

import io.retour.journey.JourneyDiagrams;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The diagrams in MariaDB. */
@Component
class JourneyDiagramRows implements JourneyDiagrams {

  private final JdbcClient jdbc;

  JourneyDiagramRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void deployed(long definitionKey, String processId, int version, String bpmn) {
    jdbc.sql(
            "insert into journey_diagram (definition_key, process_id, version, bpmn)"
                + " values (?, ?, ?, ?)"
                // a cluster that began anew gives its keys again
                + " on duplicate key update process_id = value(process_id),"
                + " version = value(version), bpmn = value(bpmn)")
        .params(definitionKey, processId, version, bpmn)
        .update();
  }

  @Override
  public Optional<String> of(long definitionKey) {
    return jdbc
        .sql("select bpmn from journey_diagram where definition_key = ?")
        .param(definitionKey)
        .query(String.class)
        .list()
        .stream()
        .findFirst();
  }
}
