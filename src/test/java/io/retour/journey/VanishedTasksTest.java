package io.retour.journey;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.CamundaFuture;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.SetVariablesCommandStep1;
import io.camunda.client.api.command.SetVariablesCommandStep1.SetVariablesCommandStep2;
import io.camunda.client.api.response.SetVariablesResponse;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine says to the question whether a task is still there. */
class VanishedTasksTest {

  private static final UUID RETURN = UUID.randomUUID();
  private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
  private static final Instant SINCE = NOW.minusSeconds(15);

  private final CamundaClient camunda = mock(CamundaClient.class);
  private final OpenTasks tasks = mock(OpenTasks.class);

  @BeforeEach
  void nobodyElseAsks() {
    when(tasks.claimAsking(any(), any())).thenReturn(true);
  }

  private void open(long... keys) {
    List<OpenTasks.Task> open = LongStream.of(keys).mapToObj(VanishedTasksTest::task).toList();
    when(tasks.toAskAbout(any(), any(), any(), anyInt())).thenReturn(open);
  }

  private static OpenTasks.Task task(long key) {
    return new OpenTasks.Task(
        key, RETURN, 1, "return-journey", "Task_ReviewReturn", "Review return", "agent", null);
  }

  private void says(long key, Status status) {
    SetVariablesCommandStep1 command = mock(SetVariablesCommandStep1.class);
    SetVariablesCommandStep2 withVariables =
        mock(SetVariablesCommandStep2.class, withSettings().defaultAnswer(RETURNS_SELF));
    CamundaFuture<SetVariablesResponse> answer = mock(RETURNS_DEEP_STUBS);
    if (!status.isOk()) {
      when(answer.join()).thenThrow(new ClientStatusException(status, status.asRuntimeException()));
    }
    when(withVariables.send()).thenReturn(answer);
    when(command.variables(org.mockito.ArgumentMatchers.<String, Object>anyMap()))
        .thenReturn(withVariables);
    when(camunda.newSetVariablesCommand(key)).thenReturn(command);
  }

  private void check() {
    new VanishedTasks(
            camunda,
            tasks,
            Clock.fixed(NOW, ZoneOffset.UTC),
            new JourneyProperties(
                Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(15)))
        .check();
  }

  @Test
  void aTaskThatTheEngineDoesNotFindIsGone() {
    open(1, 2, 3);
    says(1, Status.OK);
    says(2, Status.NOT_FOUND);
    says(3, Status.FAILED_PRECONDITION);

    check();

    verify(tasks).vanished(RETURN, 2);
    verify(tasks, times(1)).vanished(any(), anyLong());
    verify(tasks).toAskAbout(SINCE, NOW.minusSeconds(3600), NOW.minusSeconds(300), 200);
  }

  @Test
  void whatAnotherCopyAsksAboutIsLeftToIt() {
    open(1);
    when(tasks.claimAsking(task(1), SINCE)).thenReturn(false);

    check();

    verify(camunda, never()).newSetVariablesCommand(anyLong());
  }

  @Test
  void aTaskThatTheEngineCannotTellHoldsNoOtherUp() {
    open(1, 2, 3, 4, 5);
    for (long key = 1; key < 5; key++) {
      says(key, Status.INVALID_ARGUMENT);
    }
    says(5, Status.NOT_FOUND);

    check();

    verify(tasks).vanished(RETURN, 5);
  }

  @Test
  void anEngineThatDoesNotAnswerIsLeftAloneUntilTheNextTime() {
    open(1, 2, 3, 4);
    for (long key = 1; key <= 4; key++) {
      says(key, Status.UNAVAILABLE);
    }

    check();

    verify(camunda, never()).newSetVariablesCommand(4);
    verify(tasks, never()).vanished(any(), anyLong());
  }
}
