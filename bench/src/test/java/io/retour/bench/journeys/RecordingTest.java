package io.retour.bench.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {

  private static final String RECORDED = "369d346f-7be2-4700-ab64-8044ce411111";
  private static final String UNIT = "d2b7cdda-7ac0-48ee-8b4b-ef98df1f4922";
  private static final String ONE = "11111111-1111-4111-8111-111111111111";
  private static final String OTHER = "22222222-2222-4222-8222-222222222222";

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void aPlayedReturnHasIdsOfItsOwnAndTheSameBytes() throws Exception {
    Recording recording = recording();

    String output = recording.output("list-units-to-inspect", "Task_List", ONE);
    Recording.Message inspected = recording.later(ONE).getFirst();

    assertEquals("{\"units\":[{\"unitId\":\"%s\"}]}".formatted(UNIT).length(), output.length());
    assertTrue(output.contains(inspected.correlationKey()), output);
    assertNotEquals(UNIT, inspected.correlationKey());
    assertNotEquals(inspected.correlationKey(), recording.later(OTHER).getFirst().correlationKey());
  }

  @Test
  void theStartCarriesTheNewReturn() throws Exception {
    Recording.Message start = recording().start(ONE);

    assertEquals("noop-return-registered", start.name());
    assertEquals(ONE, start.correlationKey());
    assertEquals("{\"returnId\":\"%s\"}".formatted(ONE), start.variables());
  }

  @Test
  void anUnknownJobGivesNothingBack() throws Exception {
    assertEquals("{}", recording().output("close-return", "Task_Close", ONE));
  }

  private Recording recording() throws Exception {
    return Recording.of(
        List.of(
            record(
                """
                {"type": "list-units-to-inspect", "elementId": "Task_List",
                 "variables": {"units": [{"unitId": "%s"}]}}
                """
                    .formatted(UNIT))),
        List.of(
            record(
                """
                {"name": "return-registered", "correlationKey": "%s",
                 "variables": {"returnId": "%s"}}
                """
                    .formatted(RECORDED, RECORDED)),
            record(
                """
                {"name": "unit-inspected", "correlationKey": "%s", "variables": {"grade": "A"}}
                """
                    .formatted(UNIT))));
  }

  private JsonNode record(String value) throws Exception {
    return json.createObjectNode().set("value", json.readTree(value));
  }
}
