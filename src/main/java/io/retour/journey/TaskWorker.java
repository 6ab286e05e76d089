package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.api.response.ActivatedJob;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps that a task waits for a person; it listens at the start of each user task. */
@Component
public class TaskWorker {

  static final String OPENS = "open-task";

  private static final Logger log = LoggerFactory.getLogger(TaskWorker.class);

  private final TaskForms forms;
  private final OpenTasks tasks;
  private final Clock clock;

  TaskWorker(TaskForms forms, OpenTasks tasks, Clock clock) {
    this.forms = forms;
    this.tasks = tasks;
    this.clock = clock;
  }

  @JobWorker(type = OPENS, fetchAllVariables = true)
  public void open(ActivatedJob job) {
    Map<String, Object> variables = job.getVariablesAsMap();
    forms
        .task(job.getBpmnProcessId(), job.getElementId())
        .ifPresentOrElse(
            task -> keep(job, task, variables),
            () ->
                log.warn(
                    "{} of {} is a task that this application does not know; it is in no queue",
                    job.getElementId(),
                    job.getBpmnProcessId()));
  }

  private void keep(ActivatedJob job, TaskForms.Asked task, Map<String, Object> variables) {
    Instant now = clock.instant();
    tasks.opened(
        new OpenTasks.Task(
            job.getElementInstanceKey(),
            AnswerWorker.about(variables),
            job.getProcessInstanceKey(),
            job.getBpmnProcessId(),
            job.getElementId(),
            task.name(),
            task.group(variables),
            task.due(variables, now).orElse(null)));
  }
}
