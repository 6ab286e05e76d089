package io.retour.returns.db;

import io.retour.returns.TaskAnswers;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The answers in MariaDB. */
@Component
class TaskAnswerRows implements TaskAnswers {

  private final JdbcClient jdbc;
  private final Clock clock;

  TaskAnswerRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void add(long taskInstanceKey, UUID aboutId, String task, List<String> answers) {
    jdbc.sql(
            "insert ignore into task_answer"
                + " (element_instance_key, about_id, task, answers, answered_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            taskInstanceKey,
            aboutId,
            task,
            String.join("\n", answers),
            LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
  }

  @Override
  public List<Answered> about(UUID aboutId) {
    return jdbc.sql(
            "select answered_at, task, answers from task_answer where about_id = ?"
                + " order by answered_at, element_instance_key")
        .param(aboutId)
        .query(
            (row, index) ->
                new Answered(
                    row.getObject("answered_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                    row.getString("task"),
                    row.getString("answers").lines().toList()))
        .list();
  }
}
