package io.retour.bench.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.bench.ToolException;
import io.retour.bench.journeys.Recording.Message;
import io.retour.bench.journeys.Recording.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A return that is played does what the recorded one did, in the same order. */
class RecordingTest {

  private static final String RECORDED = "369d346f-7be2-4700-ab64-8044ce411111";
  private static final String UNIT = "d2b7cdda-7ac0-48ee-8b4b-ef98df1f4922";
  private static final String ONE = "11111111-1111-4111-8111-111111111111";
  private static final String OTHER = "22222222-2222-4222-8222-222222222222";

  private static final Task LOOK = new Task("collect-clock-facts", "Task_CollectClockFacts");
  private static final Task DUE = new Task("record-refund-deadline", "Task_RecordDueDate");
  private static final Task LABEL = new Task("send-notification", "Task_SendLabel");
  private static final Task PIECES = new Task("list-units-to-inspect", "Task_List");

  private final ObjectMapper json = new ObjectMapper();
  private final List<JsonNode> jobs = new ArrayList<>();
  private final List<JsonNode> messages = new ArrayList<>();
  private int position;

  @Test
  void aPlayedReturnHasIdsOfItsOwnAndTheSameBytes() throws Exception {
    Recording recording = withTheRefundClock();

    String answer = new Playback(recording, ONE).answer(1, PIECES);
    Message inspected = inspected(recording, ONE);

    assertEquals("{\"units\":[{\"unitId\":\"%s\"}]}".formatted(UNIT).length(), answer.length());
    assertTrue(answer.contains(inspected.correlationKey()), answer);
    assertNotEquals(UNIT, inspected.correlationKey());
    assertNotEquals(inspected.correlationKey(), inspected(recording, OTHER).correlationKey());
  }

  @Test
  void theStartCarriesTheNewReturn() throws Exception {
    Message start = withTheRefundClock().start(ONE);

    assertEquals("noop-return-registered", start.name());
    assertEquals(ONE, start.correlationKey());
    assertEquals("{\"returnId\":\"%s\"}".formatted(ONE), start.variables());
  }

  @Test
  void anUnknownJobGivesNothingBack() throws Exception {
    assertEquals(
        "{}", new Playback(withTheRefundClock(), ONE).answer(1, new Task("close-return", "Close")));
  }

  /** The clock looks twice: first it finds no goods and waits, and only then there is a date. */
  @Test
  void aTaskThatComesTwiceIsAnsweredAsItWasEachTime() throws Exception {
    Playback playback = new Playback(withTheRefundClock(), ONE);

    assertEquals("{\"refundClockRuns\":false}", playback.answer(11, DUE));
    playback.done(11, DUE);

    assertEquals("{\"refundClockRuns\":true}", playback.answer(12, DUE));
  }

  @Test
  void aJobThatIsHandedOutAgainIsAnsweredTheSameAndCountsOnce() throws Exception {
    Playback playback = new Playback(withTheRefundClock(), ONE);

    assertEquals(playback.answer(11, DUE), playback.answer(11, DUE));
    playback.done(11, DUE);
    playback.done(11, DUE);

    assertEquals(List.of(), names(playback.done(21, LABEL)), "the first look was not counted");
    assertEquals(List.of("noop-goods-seen"), names(playback.done(31, LOOK)));
  }

  /** Told too early, the clock would stop before it has looked a second time. */
  @Test
  void messagesComeWhenAllIsDoneThatWasDoneBeforeThem() throws Exception {
    Playback playback = new Playback(withTheRefundClock(), ONE);

    assertEquals(List.of(), names(playback.done(1, LOOK)));
    assertEquals(List.of(), names(playback.done(2, LABEL)));
    assertEquals(List.of("noop-goods-seen"), names(playback.done(3, DUE)));
    assertEquals(List.of(), names(playback.done(4, PIECES)));
    assertEquals(List.of(), names(playback.done(5, LOOK)));
    assertEquals(
        List.of("noop-unit-inspected", "noop-refund-clock-stopped"), names(playback.done(6, DUE)));
  }

  @Test
  void allJobsAndProcessesOfTheRecordingCount() throws Exception {
    Recording recording = withTheRefundClock();

    assertEquals(6, recording.jobs());
    assertEquals(
        Set.of(LOOK.type(), DUE.type(), LABEL.type(), PIECES.type()), recording.jobTypes());
    assertEquals(Set.of("return-journey", "refund-clock"), recording.processes());
  }

  @Test
  void aRatioOfUnequalWorkIsRefused() {
    JourneyBenchmark.sameWork("jobs", 24.9, 25.0);

    ToolException refused =
        assertThrows(ToolException.class, () -> JourneyBenchmark.sameWork("jobs", 24.9, 22.0));
    assertTrue(refused.getMessage().contains("24.9 jobs"), refused.getMessage());
  }

  private static Message inspected(Recording recording, String returnId) {
    return recording.cues().stream()
        .map(cue -> recording.renewed(cue.message(), returnId))
        .filter(message -> message.name().equals("noop-unit-inspected"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(List<Message> messages) {
    return messages.stream().map(Message::name).toList();
  }

  private Recording withTheRefundClock() throws Exception {
    message("return-registered", RECORDED, "{\"returnId\": \"%s\"}".formatted(RECORDED));
    job(LOOK, "{\"goodsSeen\": \"NOT_YET\"}");
    job(DUE, "{\"refundClockRuns\": false}");
    job(LABEL, "{}");
    message("goods-seen", RECORDED, "{}");
    job(PIECES, "{\"units\": [{\"unitId\": \"%s\"}]}".formatted(UNIT));
    job(LOOK, "{\"goodsSeen\": \"RECEIVED\"}");
    job(DUE, "{\"refundClockRuns\": true}");
    message("unit-inspected", UNIT, "{\"grade\": \"A\"}");
    message("refund-clock-stopped", RECORDED, "{}");
    return Recording.of(jobs, messages, Set.of("return-journey", "refund-clock"));
  }

  private void job(Task task, String variables) throws Exception {
    jobs.add(
        record(
            """
            {"type": "%s", "elementId": "%s", "variables": %s}
            """
                .formatted(task.type(), task.elementId(), variables)));
  }

  private void message(String name, String key, String variables) throws Exception {
    messages.add(
        record(
            """
            {"name": "%s", "correlationKey": "%s", "variables": %s}
            """
                .formatted(name, key, variables)));
  }

  private JsonNode record(String value) throws Exception {
    return json.createObjectNode().put("position", ++position).set("value", json.readTree(value));
  }
}
