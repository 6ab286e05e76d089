package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.api.response.ActivatedJob;
import io.retour.returns.TaskAnswers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps what people answer in tasks, in the words of the forms; it listens at the end of each user
 * task. Who it was, Tasklist knows: the engine does not tell a listener.
 */
@Component
public class AnswerWorker {

  private static final Logger log = LoggerFactory.getLogger(AnswerWorker.class);

  private final TaskForms forms;
  private final TaskAnswers answers;
  private final OpenTasks tasks;

  AnswerWorker(TaskForms forms, TaskAnswers answers, OpenTasks tasks) {
    this.forms = forms;
    this.answers = answers;
    this.tasks = tasks;
  }

  @JobWorker(type = "record-answer", fetchAllVariables = true)
  public void record(ActivatedJob job) {
    Map<String, Object> variables = job.getVariablesAsMap();
    tasks.answered(about(variables), job.getElementInstanceKey());
    forms
        .task(job.getBpmnProcessId(), job.getElementId())
        .ifPresentOrElse(
            task -> keep(job, task, variables),
            () ->
                log.warn(
                    "{} of {} is a task that this application does not know; its answer is not"
                        + " kept",
                    job.getElementId(),
                    job.getBpmnProcessId()));
  }

  private void keep(ActivatedJob job, TaskForms.Asked task, Map<String, Object> variables) {
    List<String> lines = forms.answers(task.formId(), variables);
    answers.add(job.getElementInstanceKey(), about(variables), task.name(), lines);
  }

  /** What a task is about: a claim, a return, the statement before there is one, or a parcel. */
  static UUID about(Map<String, Object> variables) {
    return Stream.of("claimId", "returnId", "statementId", "blindParcelId")
        .map(variables::get)
        .filter(Objects::nonNull)
        .findFirst()
        .map(id -> UUID.fromString(id.toString()))
        .orElseThrow(() -> new IllegalStateException("No id says what the task is about"));
  }
}
