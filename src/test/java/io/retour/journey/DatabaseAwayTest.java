package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.testing.SwitchedDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;

/** Journeys while MariaDB is away for longer than all retries of a job. */
@ProcessTest
class DatabaseAwayTest {

  /** More than the diagrams give a task. */
  private static final int MORE_THAN_ALL_RETRIES = 6;

  @Autowired Scene scene;
  @Autowired PassingTime time;
  @Autowired SwitchedDatabase database;
  @Autowired MeterRegistry meters;
  @Autowired HealthEndpoint health;
  @Autowired CamundaProcessTestContext process;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  @AfterEach
  void back() {
    database.comesBack();
  }

  @Test
  void everyJourneyGoesOnByItselfWhenTheDatabaseIsBack() {
    ReturnCase worn = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.awaitLabel(worn);
    scene.warehouseReceives(worn);
    scene.warehouseGrades(worn, Grade.D);
    assertThatUserTask(byElementId("Task_ReviewInspection")).isCreated();
    time.awaitStandstill();
    double failures = failures();

    database.goes();
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "ACCEPT", "deduction", 10.00, "inspectionNote", "torn seam"));
    await("jobs that fail")
        .atMost(Scene.PATIENCE)
        .until(() -> failures() >= failures + MORE_THAN_ALL_RETRIES);
    database.comesBack();

    scene.awaitOutcome(worn, Outcome.SETTLED);
    scene.journey(worn).isCompleted().hasNoActiveIncidents();
  }

  @Test
  void takesNoRequestsMeanwhileAndStaysAlive() {
    database.goes();

    assertThat(health.healthForPath("readiness").getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);

    database.comesBack();

    assertThat(health.healthForPath("readiness").getStatus()).isEqualTo(Status.UP);
  }

  private double failures() {
    return meters.find("retour.job.failures").counters().stream().mapToDouble(Counter::count).sum();
  }
}
