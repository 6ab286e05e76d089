package io.retour.journey;

import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.journey.JourneyPositions.Now;
import io.retour.journey.JourneyPositions.Why;
import io.retour.orders.OrderLine;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.Returns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for a person, and where a return stands, as the engine goes on. */
@ProcessTest
class OpenTasksTest {

  @Autowired Scene scene;
  @Autowired CamundaProcessTestContext process;
  @Autowired CamundaClient camunda;
  @Autowired OpenTasks tasks;
  @Autowired JourneyPositions positions;
  @Autowired Returns returns;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;

  /** Each class of process tests has an engine of its own, and every engine gives the same keys. */
  @BeforeEach
  void noStepsOfAnotherEngine() {
    jdbc.sql("delete from journey_step").update();
  }

  private ReturnCase waitsForItsReview() {
    ReturnCase registered =
        scene.agentRegisters(
            order()
                .business()
                .line("TEE-M", 1, 2495, 0, 2100, OrderLine.Exemption.NONE, true)
                .build(),
            "anna",
            "promised on the phone");
    await().atMost(Scene.PATIENCE).until(() -> tasks.openOf(registered.id()).size() == 1);
    return registered;
  }

  private List<Now> now(ReturnCase registered, String processId) {
    ReturnCase current = scene.now(registered);
    return positions.of(current.id(), current.processInstanceKey(), current.open()).stream()
        .filter(each -> each.processId().equals(processId))
        .flatMap(each -> each.now().stream())
        .toList();
  }

  private boolean answered(ReturnCase registered) {
    return jdbc.sql("select answered from open_task where about_id = ? and ended_at is not null")
        .param(registered.id())
        .query(Boolean.class)
        .single();
  }

  private boolean told(String elementId) {
    return jdbc.sql("select count(*) from journey_step where element_id = ?")
            .param(elementId)
            .query(Long.class)
            .single()
        > 0;
  }

  private void looksWhetherTheyAreThere() {
    new VanishedTasks(
            camunda,
            tasks,
            Clock.offset(clock, Duration.ofSeconds(1)),
            new JourneyProperties(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .check();
  }

  @Test
  void aTaskWaitsWithItsTimeLimitUntilItIsAnswered() {
    Instant before = clock.instant();
    ReturnCase registered = waitsForItsReview();

    OpenTasks.Task task = tasks.openOf(registered.id()).getFirst();
    assertThat(task.task()).isEqualTo("Review return");
    assertThat(task.group()).isEqualTo("agent");
    assertThat(Objects.requireNonNull(task.dueAt()))
        .isBetween(before.plus(Duration.ofDays(2)), clock.instant().plus(Duration.ofDays(2)));
    await()
        .atMost(Scene.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(now(registered, "return-journey"))
                    .extracting(Now::elementId, Now::why)
                    .containsExactly(tuple("Task_ReviewReturn", Why.PERSON)));
    looksWhetherTheyAreThere();
    assertThat(tasks.openOf(registered.id())).containsExactly(task);

    process.completeUserTask(
        byElementId("Task_ReviewReturn")
            .and(
                each ->
                    Objects.equals(
                        each.getProcessInstanceKey(), scene.now(registered).processInstanceKey())),
        Map.of("approval", "APPROVE", "reviewNote", "the recording says so"));

    scene.awaitLabel(registered);
    assertThat(tasks.openOf(registered.id())).isEmpty();
    assertThat(answered(registered)).isTrue();
    // the last thing that is told before it rests
    await().atMost(Scene.PATIENCE).until(() -> told("Activity_AwaitHandOver"));
    assertThat(now(registered, "parcel-return"))
        .extracting(Now::elementId, Now::why)
        .containsExactly(tuple("Gateway_FirstSign", Why.EVENT));
    assertThat(now(registered, "return-journey"))
        .extracting(Now::elementId)
        .containsExactly("Activity_BringParcelBack");
  }

  /** No listener is called for what an end takes away. */
  @Test
  void aTaskOfAReturnThatIsCalledOffWaitsNoMore() {
    ReturnCase registered = waitsForItsReview();

    returns.requestCancellation(registered.id(), "anna");
    scene.awaitOutcome(registered, Outcome.CANCELLED);
    looksWhetherTheyAreThere();

    assertThat(tasks.openOf(registered.id())).isEmpty();
    assertThat(answered(registered)).isFalse();
  }
}
