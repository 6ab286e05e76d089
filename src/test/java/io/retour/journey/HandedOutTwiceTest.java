package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.process.test.api.CamundaProcessTestContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.retour.testengine.InMemoryRuntime;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.opentest4j.TestAbortedException;

/** The same test classes run on Camunda's own container too, where Docker is. */
class HandedOutTwiceTest {

  private final String selected = System.getProperty(InMemoryRuntime.RUNTIME_PROPERTY, "in-memory");

  @AfterEach
  void selectAsBefore() {
    System.setProperty(InMemoryRuntime.RUNTIME_PROPERTY, selected);
  }

  @Test
  void testsAreSkippedOnAnEngineThatLosesNoAnswers() {
    System.setProperty(InMemoryRuntime.RUNTIME_PROPERTY, "managed");
    AtomicBoolean walked = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                new HandedOutTwice(new SimpleMeterRegistry())
                    .job(
                        "create-return-label",
                        1,
                        Mockito.mock(CamundaProcessTestContext.class),
                        () -> walked.getAndSet(true)))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("in-memory engine");
    assertThat(walked).isFalse();
  }

  @Test
  void theInMemoryRuntimeIsNotThereWhenAnotherOneIsSelected() {
    System.setProperty(InMemoryRuntime.RUNTIME_PROPERTY, "managed");

    assertThatThrownBy(InMemoryRuntime::get)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("managed");
  }
}
