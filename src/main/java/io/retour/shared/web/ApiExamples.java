package io.retour.shared.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/**
 * Requests that really work, beside the operations they are sent to: on the local stack they can be
 * sent from the page as they are. A test sends each of them.
 */
@Configuration
class ApiExamples {

  private static final String FILE = "api-examples.json";

  /**
   * An example as the file has it.
   *
   * @param operation method and path
   * @param status what it is answered with when it is sent for the first time
   * @param says what should be known besides
   * @param parameters by name, as text
   */
  private record Sample(
      String operation,
      String name,
      int status,
      @Nullable String says,
      @Nullable Map<String, String> parameters,
      @Nullable JsonNode body) {

    String description() {
      return "Answered with %d.%s".formatted(status, says == null ? "" : " " + says);
    }
  }

  private final List<Sample> samples;

  ApiExamples(ObjectMapper json) throws IOException {
    try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
      samples = List.of(json.readValue(file, Sample[].class));
    }
  }

  @Bean
  OpenApiCustomizer showExamples() {
    return api -> samples.forEach(sample -> show(sample, api));
  }

  private static void show(Sample sample, OpenAPI api) {
    String[] words = sample.operation().split(" ");
    PathItem path = api.getPaths().get(words[1]);
    Operation operation =
        path == null ? null : path.readOperationsMap().get(HttpMethod.valueOf(words[0]));
    if (operation == null) {
      throw new IllegalStateException(
          "%s has an example of %s, which is no operation".formatted(FILE, sample.operation()));
    }
    if (sample.parameters() != null && operation.getParameters() != null) {
      operation.getParameters().stream()
          .filter(parameter -> sample.parameters().containsKey(parameter.getName()))
          .forEach(
              parameter ->
                  parameter.addExample(
                      sample.name(),
                      new Example()
                          .summary(sample.name())
                          .description(sample.description())
                          .value(sample.parameters().get(parameter.getName()))));
    }
    if (sample.body() != null) {
      MediaType content = operation.getRequestBody().getContent().get("application/json");
      content.addExamples(
          sample.name(),
          new Example()
              .summary(sample.name())
              .description(sample.description())
              .value(sample.body()));
    }
  }
}
