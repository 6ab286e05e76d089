package io.retour.journey.db;

import io.retour.journey.JourneySteps;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The steps in MariaDB: a row for each step of an instance, however often it was done. A new
 * cluster uses the keys of a former one again; what it does takes the place of what was there.
 */
@Component
class JourneyStepRows implements JourneySteps {

  private static final int LONGEST_FAILURE = 500;

  private final JdbcClient jdbc;
  private final Clock clock;

  JourneyStepRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void done(Place place) {
    jdbc.sql(
            """
            insert into journey_step
              (instance_key, element_id, definition_key, process_id, case_id, done_at)
            values (?, ?, ?, ?, ?, ?)
            on duplicate key update done_at = value(done_at),
              definition_key = value(definition_key), process_id = value(process_id),
              case_id = value(case_id)
            """)
        .params(
            place.instanceKey(),
            place.elementId(),
            place.definitionKey(),
            place.processId(),
            place.caseId(),
            now())
        .update();
  }

  @Override
  public void failed(Place place, String failure) {
    jdbc.sql(
            """
            insert into journey_step
              (instance_key, element_id, definition_key, process_id, case_id, failed_at, failure)
            values (?, ?, ?, ?, ?, ?, ?)
            on duplicate key update failed_at = value(failed_at), failure = value(failure),
              done_at = if(case_id <=> value(case_id), done_at, null),
              definition_key = value(definition_key), process_id = value(process_id),
              case_id = value(case_id)
            """)
        .params(
            place.instanceKey(),
            place.elementId(),
            place.definitionKey(),
            place.processId(),
            place.caseId(),
            now(),
            failure.length() > LONGEST_FAILURE ? failure.substring(0, LONGEST_FAILURE) : failure)
        .update();
  }

  @Override
  public List<Step> of(UUID caseId) {
    return jdbc.sql(
            """
            select s.* from journey_step s
              join (select distinct instance_key from journey_step where case_id = ?) i
                on i.instance_key = s.instance_key
            -- an engine that began anew uses its keys again, and those are steps of other cases
            where s.case_id is null or s.case_id = ?
            order by coalesce(s.done_at, s.failed_at), s.instance_key, s.element_id
            """)
        .params(caseId, caseId)
        .query(
            (row, index) ->
                new Step(
                    row.getLong("instance_key"),
                    row.getLong("definition_key"),
                    row.getString("process_id"),
                    row.getString("element_id"),
                    instant(row.getObject("done_at", LocalDateTime.class)),
                    instant(row.getObject("failed_at", LocalDateTime.class)),
                    row.getString("failure")))
        .list();
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime stored) {
    return stored == null ? null : stored.toInstant(ZoneOffset.UTC);
  }

  private LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
