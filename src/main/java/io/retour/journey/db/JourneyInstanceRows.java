package io.retour.journey.db;

import io.retour.journey.JourneyInstances;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The instances in MariaDB. */
@Component
class JourneyInstanceRows implements JourneyInstances {

  private final JdbcClient jdbc;

  JourneyInstanceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void started(UUID caseId, long instanceKey) {
    jdbc.sql("insert ignore into journey_instance (case_id, instance_key) values (?, ?)")
        .params(caseId, instanceKey)
        .update();
  }

  @Override
  public OptionalLong of(UUID caseId) {
    return jdbc
        .sql("select instance_key from journey_instance where case_id = ?")
        .param(caseId)
        .query(Long.class)
        // not as a stream, which would keep the connection when nobody closes it
        .list()
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }
}
