package io.retour.journey;

import io.camunda.client.api.response.ActivatedJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Notes what jobs did, for the picture of a journey. A journey does not stop because its picture
 * misses a step.
 */
@Component
class StepLog {

  private static final Logger log = LoggerFactory.getLogger(StepLog.class);

  private final JourneySteps steps;

  StepLog(JourneySteps steps) {
    this.steps = steps;
  }

  void done(ActivatedJob job) {
    // it listens where a task begins; the task itself is not done
    if (!job.getType().equals(TaskWorker.OPENS)) {
      note(() -> steps.done(JobPlace.of(job)));
    }
  }

  void failed(ActivatedJob job, String sentence) {
    note(() -> steps.failed(JobPlace.of(job), sentence));
  }

  private static void note(Runnable writing) {
    try {
      writing.run();
    } catch (RuntimeException unwritten) {
      log.warn("A step is missing in the picture of its journey: {}", unwritten.toString());
    }
  }
}
