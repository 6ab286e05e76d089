package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.testing.WebTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of tasks and steps. */
@WebTest
class JourneyRowsTest {

  private static final long INSTANCE = 1L << 46;

  @Autowired OpenTasks tasks;
  @Autowired JourneySteps steps;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;

  private final UUID about = UUID.randomUUID();

  @BeforeEach
  void nothingIsOpen() {
    jdbc.sql("delete from open_task").update();
  }

  @AfterEach
  void nothingIsLeft() {
    jdbc.sql("delete from open_task").update();
    jdbc.sql("delete from journey_step where instance_key = ?").param(INSTANCE).update();
  }

  private void open(long key, Duration openedAgo, Duration checkedAgo) {
    tasks.opened(
        new OpenTasks.Task(
            key, about, INSTANCE, "return-journey", "Task_Review", "Review", "agent", null));
    jdbc.sql(
            "update open_task set opened_at = ?, checked_at = ?"
                + " where about_id = ? and element_instance_key = ?")
        .params(ago(openedAgo), ago(checkedAgo), about, key)
        .update();
  }

  private LocalDateTime ago(Duration time) {
    return LocalDateTime.ofInstant(clock.instant().minus(time), ZoneOffset.UTC);
  }

  private List<OpenTasks.Task> toAskAbout() {
    Instant now = clock.instant();
    return tasks.toAskAbout(
        now.minusSeconds(15), now.minus(Duration.ofHours(1)), now.minus(Duration.ofMinutes(5)), 9);
  }

  @Test
  void youngTasksAreAskedAboutOftenAndOldOnesSeldom() {
    open(1, Duration.ofMinutes(59), Duration.ofSeconds(20));
    open(2, Duration.ofMinutes(59), Duration.ofSeconds(5));
    open(3, Duration.ofMinutes(61), Duration.ofMinutes(4));
    open(4, Duration.ofMinutes(61), Duration.ofMinutes(6));

    assertThat(toAskAbout()).extracting(OpenTasks.Task::elementInstanceKey).containsExactly(4L, 1L);
  }

  @Test
  void oneCopyAloneAsksAboutATask() {
    open(1, Duration.ofMinutes(5), Duration.ofSeconds(20));
    OpenTasks.Task task = toAskAbout().getFirst();
    Instant since = clock.instant().minusSeconds(15);

    assertThat(tasks.claimAsking(task, since)).isTrue();
    assertThat(tasks.claimAsking(task, since)).isFalse();
    assertThat(toAskAbout()).isEmpty();
  }

  @Test
  void whatHasEndedMeanwhileIsNotAskedAbout() {
    open(1, Duration.ofMinutes(5), Duration.ofSeconds(20));
    OpenTasks.Task task = toAskAbout().getFirst();

    tasks.answered(about, 1);

    assertThat(tasks.claimAsking(task, clock.instant())).isFalse();
  }

  @Test
  void aNewClusterThatUsesAKeyAgainTakesOverItsSteps() {
    UUID later = UUID.randomUUID();
    steps.done(new JourneySteps.Place(INSTANCE, 7, "return-journey", "Task_Route", about));
    steps.failed(new JourneySteps.Place(INSTANCE, 8, "claim", "Task_Route", later), "No.");

    assertThat(steps.of(about)).isEmpty();
    assertThat(steps.of(later))
        .singleElement()
        .matches(step -> step.definitionKey() == 8 && step.processId().equals("claim"))
        .matches(step -> step.doneAt() == null && step.stuck());
  }

  @Test
  void aStepThatFailsAfterItWasDoneBeforeIsStillKnownAsDone() {
    JourneySteps.Place place =
        new JourneySteps.Place(INSTANCE, 7, "return-journey", "Task_Route", about);
    steps.done(place);
    steps.failed(place, "No.");

    assertThat(steps.of(about)).singleElement().matches(step -> step.doneAt() != null);
  }
}
