package io.retour.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/**
 * An API as its owner published it (OpenAPI 3.0 or 3.1), to hold requests and answers against. The
 * files are not part of the project: {@code -Dretour.contracts=FOLDER} says where they are.
 */
public final class PublishedApi {

  private static final String ID = "https://contracts.invalid/api";
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // a document is no schema as a whole, of which the validator warns each time
    ((Logger) LoggerFactory.getLogger("com.networknt.schema")).setLevel(Level.ERROR);
  }

  private final JsonNode api;
  private final SchemaRegistry schemas;

  private PublishedApi(String text) throws IOException {
    api = JSON.readTree(text);
    schemas =
        SchemaRegistry.withDialect(
            api.path("openapi").asText().startsWith("3.0")
                ? Dialects.getOpenApi30()
                : Dialects.getOpenApi31(),
            builder -> builder.schemas(Map.of(ID, text)));
  }

  /** The file below the folder of contracts; empty where there is none. */
  public static Optional<PublishedApi> find(String file) {
    return folder()
        .map(folder -> folder.resolve(file))
        .filter(Files::isReadable)
        .map(
            path -> {
              try {
                return new PublishedApi(Files.readString(path));
              } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
              }
            });
  }

  /** The file below the folder of contracts; where there is none, the test is skipped. */
  public static PublishedApi need(String file) {
    Optional<PublishedApi> found = find(file);
    Assumptions.assumeTrue(
        found.isPresent(),
        () ->
            "Skipped: the published contract %s is not here. Name its folder with -Dretour.contracts"
                .formatted(file));
    return found.orElseThrow();
  }

  /** The folder of contracts, where one is named. */
  public static Optional<Path> folder() {
    return Optional.ofNullable(System.getProperty("retour.contracts")).map(Path::of);
  }

  /** What of the request and its answer is not as published; empty when all is. */
  public List<String> check(StubServer.Call call, StubServer.Reply reply) {
    String method = call.method().toLowerCase(Locale.ROOT);
    Optional<String> template = template(call.path(), method);
    if (template.isEmpty()) {
      return List.of("No operation " + call.method() + " " + call.path());
    }
    String operation = "/paths/" + escaped(template.get()) + "/" + method;
    List<String> wrong = new ArrayList<>();
    query(call, operation, wrong);
    request(call, operation, wrong);
    answer(reply, operation, wrong);
    wrong.replaceAll(each -> call.method() + " " + template.get() + ": " + each);
    return wrong;
  }

  /** What of a webhook's body is not as published. */
  public List<String> webhook(String name, String body) {
    return against(
        "/webhooks/" + escaped(name) + "/post/requestBody/content/application~1json/schema",
        read(body));
  }

  /** Whether something is published there, for a test of vocabularies. */
  public JsonNode at(String pointer) {
    return api.at(pointer);
  }

  /** What of a thing does not fit a schema of the API's components. */
  public List<String> component(String name, String body) {
    return against("/components/schemas/" + name, read(body));
  }

  private void query(StubServer.Call call, String operation, List<String> wrong) {
    ObjectNode given = fields(call.query() == null ? "" : call.query());
    Map<String, JsonNode> known =
        StreamSupport.stream(api.at(operation + "/parameters").spliterator(), false)
            .map(this::resolved)
            .filter(parameter -> parameter.path("in").asText().equals("query"))
            .collect(Collectors.toMap(each -> each.path("name").asText(), each -> each));
    given
        .properties()
        .forEach(
            field -> {
              if (!known.containsKey(field.getKey())) {
                wrong.add("unknown parameter " + field.getKey());
              }
            });
  }

  private void request(StubServer.Call call, String operation, List<String> wrong) {
    JsonNode content = api.at(operation + "/requestBody/content");
    if (call.method().equals("GET")) {
      return;
    }
    String type = call.contentType().split(";")[0];
    if (!content.has(type)) {
      wrong.add("content type " + type);
      return;
    }
    String schema = operation + "/requestBody/content/" + escaped(type) + "/schema";
    JsonNode body =
        type.equals("application/x-www-form-urlencoded")
            ? typed(fields(call.body()), api.at(schema + "/properties"))
            : read(call.body());
    against(schema, body).forEach(each -> wrong.add("request " + each));
  }

  private void answer(StubServer.Reply reply, String operation, List<String> wrong) {
    JsonNode responses = api.at(operation + "/responses");
    String status =
        responses.has(String.valueOf(reply.status())) ? String.valueOf(reply.status()) : "default";
    if (!responses.has(status)) {
      wrong.add("status " + reply.status());
      return;
    }
    String schema = operation + "/responses/" + status + "/content/application~1json/schema";
    against(schema, read(reply.body())).forEach(each -> wrong.add("answer " + each));
  }

  private List<String> against(String pointer, JsonNode value) {
    if (api.at(pointer).isMissingNode()) {
      return List.of("nothing is published at " + pointer);
    }
    Schema schema = schemas.getSchema(SchemaLocation.of(ID + "#" + pointer));
    return schema.validate(value).stream().map(Object::toString).toList();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
  }

  private Optional<String> template(String path, String method) {
    List<String> fitting = new ArrayList<>();
    String base = api.at("/servers/0/url").asText().replaceFirst("https?://[^/]+/?", "/");
    String below = base.equals("/") ? path : path.replaceFirst("^" + base, "");
    api.path("paths")
        .properties()
        .forEach(
            entry -> {
              String pattern = entry.getKey().replaceAll("\\{[^}]+}", "[^/]+");
              if (below.matches(pattern) && entry.getValue().has(method)) {
                fitting.add(entry.getKey());
              }
            });
    // a written word fits better than a place for any word
    return fitting.stream().min(Comparator.comparing(each -> each.contains("{")));
  }

  /** Fields of a form or query; {@code a[b]} is b within a. */
  private static ObjectNode fields(String encoded) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (String pair : encoded.isEmpty() ? new String[0] : encoded.split("&")) {
      String[] parts = pair.split("=", 2);
      String name = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
      String value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
      int bracket = name.indexOf('[');
      if (bracket < 0) {
        fields.put(name, value);
      } else {
        fields
            .withObject("/" + name.substring(0, bracket))
            .put(name.substring(bracket + 1, name.length() - 1), value);
      }
    }
    return fields;
  }

  /** A form has texts only; numbers are what the schema says are numbers. */
  private static ObjectNode typed(ObjectNode fields, JsonNode properties) {
    ObjectNode typed = fields.deepCopy();
    fields
        .properties()
        .forEach(
            field -> {
              if (properties.path(field.getKey()).path("type").asText().equals("integer")
                  && field.getValue().asText().matches("-?\\d+")) {
                typed.put(field.getKey(), field.getValue().asLong());
              }
            });
    return typed;
  }

  private static String escaped(String segment) {
    return segment.replace("~", "~0").replace("/", "~1");
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
