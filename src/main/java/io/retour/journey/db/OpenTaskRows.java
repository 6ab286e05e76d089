package io.retour.journey.db;

import io.retour.journey.OpenTasks;
import io.retour.shared.KeptForAWhile;
import io.retour.shared.RetentionProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tasks in MariaDB. */
@Component
class OpenTaskRows implements OpenTasks, KeptForAWhile {

  private final JdbcClient jdbc;
  private final Clock clock;

  OpenTaskRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void opened(Task task) {
    jdbc.sql(
            """
            insert ignore into open_task
              (element_instance_key, about_id, instance_key, process_id, element_id, task,
               candidate_group, opened_at, due_at, checked_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            task.elementInstanceKey(),
            task.aboutId(),
            task.instanceKey(),
            task.processId(),
            task.elementId(),
            task.task(),
            task.group(),
            now(),
            task.dueAt() == null ? null : utc(task.dueAt()),
            now())
        .update();
  }

  @Override
  public void answered(UUID aboutId, long elementInstanceKey) {
    end(aboutId, elementInstanceKey, true);
  }

  @Override
  public void vanished(UUID aboutId, long elementInstanceKey) {
    end(aboutId, elementInstanceKey, false);
  }

  private void end(UUID aboutId, long elementInstanceKey, boolean answered) {
    jdbc.sql(
            "update open_task set ended_at = ?, answered = ?"
                + " where about_id = ? and element_instance_key = ? and ended_at is null")
        .params(now(), answered, aboutId, elementInstanceKey)
        .update();
  }

  @Override
  public List<Task> openOf(UUID aboutId) {
    return jdbc.sql(
            "select * from open_task where about_id = ? and ended_at is null order by opened_at")
        .param(aboutId)
        .query(OpenTaskRows::task)
        .list();
  }

  @Override
  public List<Task> toAskAbout(
      Instant youngSince, Instant openedAfter, Instant oldSince, int most) {
    return jdbc.sql(
            "select * from open_task where ended_at is null and checked_at < ?"
                + " and (opened_at > ? or checked_at < ?) order by checked_at limit ?")
        .params(utc(youngSince), utc(openedAfter), utc(oldSince), most)
        .query(OpenTaskRows::task)
        .list();
  }

  @Override
  public boolean claimAsking(Task task, Instant since) {
    return jdbc.sql(
                "update open_task set checked_at = ? where about_id = ?"
                    + " and element_instance_key = ? and ended_at is null and checked_at < ?")
            .params(now(), task.aboutId(), task.elementInstanceKey(), utc(since))
            .update()
        == 1;
  }

  @Override
  public Duration howLong(RetentionProperties retention) {
    return retention.tasks();
  }

  @Override
  public int forget(Instant doneBefore, int most) {
    return jdbc.sql("delete from open_task where ended_at < ? order by ended_at limit ?")
        .params(utc(doneBefore), most)
        .update();
  }

  private static Task task(ResultSet row, int index) throws SQLException {
    LocalDateTime due = row.getObject("due_at", LocalDateTime.class);
    return new Task(
        row.getLong("element_instance_key"),
        row.getObject("about_id", UUID.class),
        row.getLong("instance_key"),
        row.getString("process_id"),
        row.getString("element_id"),
        row.getString("task"),
        row.getString("candidate_group"),
        instant(due));
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime stored) {
    return stored == null ? null : stored.toInstant(ZoneOffset.UTC);
  }

  private LocalDateTime now() {
    return utc(clock.instant());
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
