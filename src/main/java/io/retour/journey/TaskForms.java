package io.retour.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Which user task shows which form, and how an answer reads in that form's words. */
@Component
class TaskForms {

  /**
   * @param name what the task is called in its diagram
   * @param groups who may answer it, as the diagram says it
   * @param dueDate when it is due, as the diagram says it
   */
  record Asked(String name, String formId, String groups, String dueDate) {

    private static final Pattern LIMIT = Pattern.compile("=\\s*now\\(\\) \\+ duration\\((\\w+)\\)");
    private static final Pattern MOMENT = Pattern.compile("=\\s*date and time\\((\\w+)\\)");
    private static final Pattern TOLD_BY =
        Pattern.compile("=\\s*\\[lower case\\((\\w+)\\.(\\w+)\\)]");

    /**
     * The moment, from the same limit of the journey; empty when it is said in another way.
     *
     * @param opened the engine's now, or as good as that
     */
    Optional<Instant> due(Map<String, Object> variables, Instant opened) {
      Matcher limit = LIMIT.matcher(dueDate);
      Matcher moment = MOMENT.matcher(dueDate);
      try {
        if (limit.matches() && variables.get(limit.group(1)) instanceof String duration) {
          return Optional.of(opened.plus(Duration.parse(duration)));
        }
        if (moment.matches() && variables.get(moment.group(1)) instanceof String at) {
          return Optional.of(ZonedDateTime.parse(at).toInstant());
        }
      } catch (DateTimeParseException saidInAnotherWay) {
        return Optional.empty();
      }
      return Optional.empty();
    }

    /** The group's name, also where a decision names it. */
    String group(Map<String, Object> variables) {
      Matcher toldBy = TOLD_BY.matcher(groups);
      return toldBy.matches()
              && variables.get(toldBy.group(1)) instanceof Map<?, ?> decision
              && decision.get(toldBy.group(2)) instanceof String name
          ? name.toLowerCase(Locale.ROOT)
          : groups;
    }
  }

  private final JourneyFiles files;
  private final ObjectMapper json;

  TaskForms(JourneyFiles files, ObjectMapper json) {
    this.files = files;
    this.json = json;
  }

  /** Also what an older version of the process asks, for what still runs on it. */
  Optional<Asked> task(String processId, String elementId) {
    List<String> current =
        files.current().files().entrySet().stream()
            .filter(file -> file.getKey().endsWith(".bpmn"))
            .map(Map.Entry::getValue)
            .toList();
    return task(current, processId, elementId)
        .or(() -> task(files.everReleased().reversed(), processId, elementId));
  }

  private static Optional<Asked> task(List<String> diagrams, String processId, String elementId) {
    return diagrams.stream()
        // reading a diagram takes longer than looking whether it can be the one
        .filter(bpmn -> bpmn.contains("id=\"" + elementId + "\""))
        .map(BpmnFile::new)
        .filter(diagram -> diagram.processId().equals(processId))
        .flatMap(diagram -> diagram.elements("userTask").stream())
        .filter(task -> task.getAttribute("id").equals(elementId))
        .flatMap(task -> asked(task).stream())
        .findFirst();
  }

  private static Optional<Asked> asked(Element task) {
    NodeList form = task.getElementsByTagNameNS("*", "formDefinition");
    return form.getLength() == 0
        ? Optional.empty()
        : Optional.of(
            new Asked(
                task.getAttribute("name"),
                ((Element) form.item(0)).getAttribute("formId"),
                said(task, "assignmentDefinition", "candidateGroups"),
                said(task, "taskSchedule", "dueDate")));
  }

  private static String said(Element task, String where, String attribute) {
    NodeList found = task.getElementsByTagNameNS("*", where);
    return found.getLength() == 0 ? "" : ((Element) found.item(0)).getAttribute(attribute);
  }

  /**
   * A line for each field of the form that was answered: its label and the answer.
   *
   * @param variables what the task left behind, by the fields' keys
   */
  List<String> answers(String formId, Map<String, Object> variables) {
    return form(formId).map(form -> answers(form, variables)).orElse(List.of());
  }

  private Optional<JsonNode> form(String formId) {
    return files.current().files().entrySet().stream()
        .filter(file -> file.getKey().endsWith(".form"))
        .map(file -> read(file.getValue()))
        .filter(form -> form.path("id").asText().equals(formId))
        .findFirst();
  }

  private JsonNode read(String form) {
    try {
      return json.readTree(form);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("Not a readable form", broken);
    }
  }

  private static List<String> answers(JsonNode form, Map<String, Object> variables) {
    List<String> lines = new ArrayList<>();
    for (JsonNode field : form.path("components")) {
      Object answer = variables.get(field.path("key").asText());
      if (answer == null || field.path("disabled").asBoolean() || answer.toString().isBlank()) {
        continue;
      }
      Map<String, String> choices = new LinkedHashMap<>();
      for (JsonNode choice : field.path("values")) {
        choices.put(choice.path("value").asText(), choice.path("label").asText());
      }
      lines.add(field.path("label").asText() + " " + inWords(answer, choices));
    }
    return lines;
  }

  private static String inWords(Object answer, Map<String, String> choices) {
    if (answer instanceof List<?> several) {
      return String.join(
          ", ", several.stream().map(one -> inWords(String.valueOf(one), choices)).toList());
    }
    String text = answer.toString().strip().replaceAll("\\s*\\R\\s*", " ");
    return choices.getOrDefault(text, text);
  }
}
