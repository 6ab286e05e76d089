package io.retour.bench.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.bench.ToolException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What the workers gave back and which messages came in one real return, so that workers that do
 * nothing can give the engine the same to chew on. Ids are made anew for each instance.
 */
final class Recording {

  static final String START = "return-registered";

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** A message as it was published. */
  record Message(String name, String correlationKey, String variables) {}

  private final String returnId;
  private final Map<String, String> outputs = new HashMap<>();
  private int jobs;
  private final List<Message> messages = new ArrayList<>();

  private Recording(String returnId) {
    this.returnId = returnId;
  }

  /** From the records of a time in which there was one return and nothing else. */
  static Recording of(List<JsonNode> jobs, List<JsonNode> messages) {
    String returnId =
        messages.stream()
            .map(record -> record.get("value"))
            .filter(message -> message.get("name").asText().equals(START))
            .map(message -> message.get("correlationKey").asText())
            .findFirst()
            .orElseThrow(() -> new ToolException("The engine's records show no new return."));
    Recording recording = new Recording(returnId);
    for (JsonNode record : jobs) {
      JsonNode job = record.get("value");
      recording.jobs++;
      recording.outputs.put(
          key(job.get("type").asText(), job.get("elementId").asText()),
          job.get("variables").toString());
    }
    for (JsonNode record : messages) {
      JsonNode message = record.get("value");
      recording.messages.add(
          new Message(
              message.get("name").asText(),
              message.get("correlationKey").asText(),
              message.get("variables").toString()));
    }
    return recording;
  }

  int jobs() {
    return jobs;
  }

  /** The types of all jobs that were seen. */
  List<String> jobTypes() {
    return outputs.keySet().stream()
        .map(key -> key.substring(0, key.indexOf('/')))
        .distinct()
        .sorted()
        .toList();
  }

  String output(String type, String elementId, String forReturn) {
    return renewed(outputs.getOrDefault(key(type, elementId), "{}"), forReturn);
  }

  Message start(String forReturn) {
    return messages.stream()
        .filter(message -> message.name().equals(START))
        .map(message -> renewed(message, forReturn))
        .findFirst()
        .orElseThrow();
  }

  /** What carrier and warehouse told; by their names a drop-off comes before its reception. */
  List<Message> later(String forReturn) {
    return messages.stream()
        .filter(message -> !message.name().equals(START))
        .sorted(Comparator.comparing(Message::name))
        .map(message -> renewed(message, forReturn))
        .toList();
  }

  /** Whether the recorded journey could be played again, for a friendly word if not. */
  boolean isComplete() {
    return messages.size() > 1 && outputs.size() > 1;
  }

  private Message renewed(Message message, String forReturn) {
    return new Message(
        NoopJourney.PREFIX + message.name(),
        renewed(message.correlationKey(), forReturn),
        renewed(message.variables(), forReturn));
  }

  private String renewed(String text, String forReturn) {
    return UUID_TEXT
        .matcher(text)
        .replaceAll(
            found ->
                found.group().equals(returnId)
                    ? forReturn
                    : UUID.nameUUIDFromBytes(
                            (forReturn + found.group()).getBytes(StandardCharsets.UTF_8))
                        .toString());
  }

  private static String key(String type, String elementId) {
    return type + "/" + elementId;
  }

  static Recording read(EngineRecords engine, Instant since) throws InterruptedException {
    return of(engine.completedJobs(since), engine.publishedMessages(since));
  }
}
