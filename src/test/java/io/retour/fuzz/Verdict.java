package io.retour.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.fuzz.Wire.Answer;
import io.retour.fuzz.Wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with an answer; whatever was asked, nothing should be. */
final class Verdict {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of classes, packages and libraries, and the first line of a stack trace. */
  private static final Pattern INTERNALS =
      Pattern.compile(
          "\\bat [a-z][\\w.$]+\\(|\\b(?:java|javax|jakarta)\\.[a-z]+\\.|io\\.retour\\."
              + "|org\\.(?:spring|hibernate|thymeleaf|mariadb|apache)|com\\.fasterxml|io\\.camunda"
              + "|[a-z]Exception\\b|SQLSTATE|SQLException|Whitelabel|\\.java:\\d|ConstraintViolation"
              + "|could not execute|Duplicate entry|EL1\\d\\d\\dE");

  private static final Set<String> PAGES =
      Set.of(
          "text/html",
          "text/css",
          "text/javascript",
          "text/plain",
          "text/csv",
          "application/pdf",
          "application/json",
          "application/ld+json",
          "application/manifest+json",
          "application/vnd.oai.openapi",
          "image/png",
          "image/jpeg",
          "image/svg+xml");

  /** Answered before it is clear which operation is meant, or by any of them. */
  private static final Set<Integer> OF_ANY_ADDRESS = Set.of(400, 401, 403, 404, 405, 406, 413, 415);

  /** Of these nothing of the request could be read, so that no field can be named. */
  private static final Set<String> WITHOUT_FIELD =
      Set.of("unreadable", "request-rejected", "idempotency-key-invalid", "bad-request");

  private Verdict() {}

  /**
   * @param operation the operation's description, missing when it has none
   */
  static List<String> of(Target target, JsonNode operation, Request asked, Answer answer) {
    List<String> wrong = new ArrayList<>();
    int status = answer.status();
    if (status >= 500 && (status != 503 || answer.header("Retry-After") == null)) {
      wrong.add("status " + status);
    }
    if (answer.header(Dice.SMUGGLED) != null) {
      wrong.add("a header of the request's came through");
    }
    String text = answer.type().startsWith("image/") ? "" : answer.text();
    Matcher internals = INTERNALS.matcher(text);
    if (internals.find() && !asked.toString().contains(internals.group())) {
      wrong.add(status + " tells of internals: " + internals.group());
    }
    elsewhere(answer, wrong);
    // a server that cannot read the request's first lines answers by itself
    boolean byServer = status == 400 && answer.header("X-Content-Type-Options") == null;
    if (target.isApi()) {
      if (!byServer) {
        api(operation, asked, answer, wrong);
      }
    } else if (answer.content().length > 0 && !PAGES.contains(answer.type())) {
      wrong.add(status + " of type '" + answer.type() + "'");
    }
    if (answer.type().equals("text/html")) {
      if (text.contains(Dice.MARKUP)) {
        wrong.add(status + " with markup of the request's");
      }
      if (!byServer && answer.header("Content-Security-Policy") == null) {
        wrong.add(status + " without a Content-Security-Policy");
      }
    }
    return wrong;
  }

  private static void elsewhere(Answer answer, List<String> wrong) {
    String location = answer.header("Location");
    if (location != null
        && !location.matches("/(?![/\\\\]).*|http://(?:127\\.0\\.0\\.1|localhost)[:/].*")) {
      wrong.add("leads to " + location);
    }
  }

  private static void api(JsonNode operation, Request asked, Answer answer, List<String> wrong) {
    int status = answer.status();
    JsonNode responses = operation.path("responses");
    boolean asDescribed = asked.method().equals(operation.path("x-method").asText(asked.method()));
    if (status >= 400) {
      if (!answer.type().equals("application/problem+json") && !asked.method().equals("HEAD")) {
        wrong.add(status + " of type '" + answer.type() + "'");
        return;
      }
      if (!responses.has(String.valueOf(status))
          && !OF_ANY_ADDRESS.contains(status)
          && !operation.isMissingNode()) {
        wrong.add(status + " is not described");
      }
      problem(asked, answer, wrong);
    } else if (asDescribed && answer.content().length > 0 && !operation.isMissingNode()) {
      JsonNode content = responses.path(String.valueOf(status)).path("content");
      if (!content.has(answer.type())
          && !asked.method().equals("OPTIONS")
          && responses.has(String.valueOf(status))) {
        wrong.add(status + " of type '" + answer.type() + "', which is not described");
      }
    }
  }

  private static void problem(Request asked, Answer answer, List<String> wrong) {
    if (asked.method().equals("HEAD")) {
      return;
    }
    try {
      JsonNode problem = JSON.readTree(answer.content());
      String code = problem.path("code").asText();
      if (code.isBlank() || problem.path("detail").asText().isBlank()) {
        wrong.add(answer.status() + " without code or detail");
      }
      boolean about = answer.status() == 422 || answer.status() == 400;
      if (about
          && !WITHOUT_FIELD.contains(code)
          && problem.at("/errors/0/field").asText().isBlank()) {
        wrong.add(answer.status() + " " + code.toLowerCase(Locale.ROOT) + " names no field");
      }
    } catch (JsonProcessingException | RuntimeException broken) {
      wrong.add(answer.status() + " that is no JSON");
    } catch (java.io.IOException impossible) {
      throw new IllegalStateException("Bytes are at hand", impossible);
    }
  }
}
