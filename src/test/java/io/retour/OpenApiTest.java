package io.retour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retour.testing.ServerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** The committed API file is what the application serves. */
@ServerTest
class OpenApiTest {

  private static final Path COMMITTED = Path.of("docs", "openapi.json");

  @Autowired TestRestTemplate http;

  @Test
  void committedFileIsWhatIsServed() throws IOException {
    ObjectMapper json =
        new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    Object served = json.readValue(http.getForObject("/v3/api-docs", String.class), Object.class);
    String text = json.writeValueAsString(served) + "\n";
    Path fresh = Path.of("target", "openapi.json");
    Files.writeString(fresh, text);

    assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
        .as("docs/openapi.json is not what the application serves; copy %s over it", fresh)
        .isEqualTo(text);
  }

  @Test
  void everyOperationTellsItsStatusesAndItsErrorsAreProblemDetails() {
    JsonNode api = served();
    each(
        operations(api),
        (name, operation) -> {
          JsonNode responses = operation.path("responses");
          assertThat(responses.fieldNames())
              .as(name)
              .toIterable()
              .anyMatch(at -> at.startsWith("2"));
          assertThat(responses.fieldNames()).as(name).toIterable().contains("503");
          if (!operation.path("security").isEmpty()) {
            assertThat(responses.fieldNames()).as(name).toIterable().contains("401", "403");
          }
          if (name.contains("{")
              || name.equals("GET /api/v1/orders")
              || name.equals("POST /api/v1/warehouse/receipts")) {
            assertThat(responses.fieldNames()).as(name).toIterable().contains("404");
          }
          each(
              responses,
              (status, response) -> {
                if (!status.startsWith("2")) {
                  assertThat(
                          resolved(api, response)
                              .path("content")
                              .path("application/problem+json")
                              .at("/schema/$ref")
                              .asText())
                      .as("%s: %s", name, status)
                      .isEqualTo("#/components/schemas/ProblemDetail");
                }
              });
        });
    assertThat(api.at("/components/schemas/ProblemDetail/properties").fieldNames())
        .toIterable()
        .contains("type", "title", "status", "detail", "instance", "code", "errors");
  }

  @Test
  void everythingIsDescribed() {
    JsonNode api = served();
    List<String> bare = new ArrayList<>();
    each(
        operations(api),
        (name, operation) -> {
          if (operation.path("summary").asText().isBlank()) {
            bare.add(name);
          }
          operation
              .path("parameters")
              .forEach(
                  parameter -> {
                    if (parameter.path("description").asText().isBlank()) {
                      bare.add(name + " parameter " + parameter.path("name").asText());
                    }
                  });
        });
    each(
        api.at("/components/schemas"),
        (schema, properties) ->
            each(
                properties.path("properties"),
                (property, described) -> {
                  if (described.path("description").asText().isBlank()
                      && resolved(api, described).path("description").asText().isBlank()) {
                    bare.add(schema + "." + property);
                  }
                }));
    assertThat(bare).isEmpty();
  }

  private JsonNode served() {
    return http.getForObject("/v3/api-docs", JsonNode.class);
  }

  /** Each operation under its method and path. */
  private static ObjectNode operations(JsonNode api) {
    ObjectNode operations = JsonNodeFactory.instance.objectNode();
    each(
        api.path("paths"),
        (path, methods) ->
            each(
                methods,
                (method, operation) ->
                    operations.set(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
    return operations;
  }

  private static JsonNode resolved(JsonNode api, JsonNode node) {
    return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static void each(JsonNode object, BiConsumer<String, JsonNode> use) {
    object.properties().forEach(entry -> use.accept(entry.getKey(), entry.getValue()));
  }
}
