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
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the workers gave back and which messages came in one real return, in the engine's own order,
 * so that workers that do nothing can give the engine the same to chew on.
 */
final class Recording {

  static final String START = "return-registered";

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** A message as it was published. */
  record Message(String name, String correlationKey, String variables) {}

  /** A kind of job: what is asked for, and where in the diagram. */
  record Task(String type, String elementId) {}

  /**
   * A message that came after the start.
   *
   * @param after how often each task had been done when it came
   */
  record Cue(Message message, Map<Task, Integer> after) {}

  private final String returnId;
  private final Set<String> processes;
  private final Message start;
  private final List<Cue> cues = new ArrayList<>();
  private final Map<Task, List<String>> answers = new HashMap<>();

  private Recording(String returnId, Message start, Set<String> processes) {
    this.returnId = returnId;
    this.start = start;
    this.processes = processes;
  }

  /** From the records of a time in which there was one return and nothing else. */
  static Recording of(List<JsonNode> jobs, List<JsonNode> messages, Set<String> processes) {
    JsonNode first =
        messages.stream()
            .filter(record -> name(record).equals(START))
            .findFirst()
            .orElseThrow(() -> new ToolException("The engine's records show no new return."));
    Recording recording =
        new Recording(first.get("value").get("correlationKey").asText(), message(first), processes);
    Stream.concat(jobs.stream(), messages.stream())
        .sorted(Comparator.comparingLong(record -> record.get("position").asLong()))
        .forEach(recording::add);
    return recording;
  }

  private void add(JsonNode record) {
    JsonNode value = record.get("value");
    if (value.has("elementId")) {
      answers
          .computeIfAbsent(
              new Task(value.get("type").asText(), value.get("elementId").asText()),
              task -> new ArrayList<>())
          .add(value.get("variables").toString());
    } else if (!name(record).equals(START)) {
      Map<Task, Integer> done = new HashMap<>();
      answers.forEach((task, given) -> done.put(task, given.size()));
      cues.add(new Cue(message(record), done));
    }
  }

  private static String name(JsonNode record) {
    return record.get("value").get("name").asText();
  }

  private static Message message(JsonNode record) {
    JsonNode message = record.get("value");
    return new Message(
        message.get("name").asText(),
        message.get("correlationKey").asText(),
        message.get("variables").toString());
  }

  int jobs() {
    return answers.values().stream().mapToInt(List::size).sum();
  }

  /** The types of all jobs that were seen. */
  Set<String> jobTypes() {
    Set<String> types = new TreeSet<>();
    answers.keySet().forEach(task -> types.add(task.type()));
    return types;
  }

  /** The ids of all processes that ran. */
  Set<String> processes() {
    return processes;
  }

  List<Cue> cues() {
    return cues;
  }

  Message start(String forReturn) {
    return renewed(start, forReturn);
  }

  /**
   * What the worker gave back.
   *
   * @param time 0 for the first time that this return came to the task, 1 for the second, ...
   */
  String answer(Task task, int time, String forReturn) {
    List<String> given = answers.getOrDefault(task, List.of("{}"));
    return renewed(given.get(Math.min(time, given.size() - 1)), forReturn);
  }

  /** Whether the recorded journey could be played again, for a friendly word if not. */
  boolean isComplete() {
    return !cues.isEmpty() && answers.size() > 1;
  }

  Message renewed(Message message, String forReturn) {
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

  static Recording read(EngineRecords engine, Instant since) throws InterruptedException {
    return of(
        engine.completedJobs(since),
        engine.publishedMessages(since),
        engine.completedProcesses(since));
  }
}
