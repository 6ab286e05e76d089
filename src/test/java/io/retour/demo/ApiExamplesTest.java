package io.retour.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.exchanges.Catalogue;
import io.retour.orders.ItemPictures;
import io.retour.orders.Orders;
import io.retour.testing.TestTokens;
import io.retour.testing.WebTest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Every example of the API's page, sent as it stands there to a shop with the demo orders. */
@WebTest
class ApiExamplesTest {

  private static final Pattern ANSWERED = Pattern.compile("Answered with (\\d{3})");

  @Autowired MockMvc http;
  @Autowired ObjectMapper json;
  @Autowired Orders orders;
  @Autowired Catalogue catalogue;
  @Autowired ItemPictures pictures;
  @Autowired Clock clock;

  /** One example of an operation; its parameters and its body have the same name. */
  private static final class Sample {

    private final String operation;
    private final String name;
    private final Map<String, String> parameters = new HashMap<>();
    private final List<String> inPath = new ArrayList<>();
    private @Nullable JsonNode body;
    private int status;

    private Sample(String operation, String name) {
      this.operation = operation;
      this.name = name;
    }

    private void told(JsonNode example) {
      Matcher answered = ANSWERED.matcher(example.path("description").asText());
      assertThat(answered.find()).as("%s says its status", this).isTrue();
      status = Integer.parseInt(answered.group(1));
    }

    private MockHttpServletRequestBuilder request() {
      String[] words = operation.split(" ");
      String path = words[1];
      for (String each : inPath) {
        path = path.replace("{" + each + "}", parameters.get(each));
      }
      MockHttpServletRequestBuilder request =
          MockMvcRequestBuilders.request(HttpMethod.valueOf(words[0]), path)
              .with(TestTokens.as("ida", "integrator"));
      parameters.forEach(
          (parameter, value) -> {
            if (!inPath.contains(parameter)) {
              request.queryParam(parameter, value);
            }
          });
      if (body != null) {
        request.contentType(MediaType.APPLICATION_JSON).content(body.toString());
      }
      return request;
    }

    @Override
    public String toString() {
      return operation + ": " + name;
    }
  }

  @Test
  void everyExampleIsAnsweredAsItSays() throws Exception {
    new DemoOrders(orders, catalogue, pictures, clock).importOrders();

    List<Sample> samples = samples();

    assertThat(samples).hasSizeGreaterThan(12);
    SoftAssertions all = new SoftAssertions();
    for (Sample sample : samples) {
      MockHttpServletResponse answer = http.perform(sample.request()).andReturn().getResponse();
      all.assertThat(answer.getStatus())
          .as("%s: %s", sample, answer.getContentAsString())
          .isEqualTo(sample.status);
    }
    all.assertAll();
  }

  private List<Sample> samples() throws Exception {
    JsonNode api =
        json.readTree(
            http.perform(get("/v3/api-docs")).andReturn().getResponse().getContentAsString());
    List<Sample> samples = new ArrayList<>();
    api.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            samples.addAll(
                                of(
                                    method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                    method.getValue()))));
    return samples;
  }

  private static List<Sample> of(String name, JsonNode operation) {
    Map<String, Sample> found = new HashMap<>();
    operation
        .path("parameters")
        .forEach(
            parameter ->
                parameter
                    .path("examples")
                    .properties()
                    .forEach(
                        example -> {
                          Sample sample =
                              found.computeIfAbsent(
                                  example.getKey(), each -> new Sample(name, each));
                          sample.told(example.getValue());
                          String called = parameter.path("name").asText();
                          sample.parameters.put(called, example.getValue().path("value").asText());
                          if (parameter.path("in").asText().equals("path")) {
                            sample.inPath.add(called);
                          }
                        }));
    operation
        .at("/requestBody/content/application~1json/examples")
        .properties()
        .forEach(
            example -> {
              Sample sample =
                  found.computeIfAbsent(example.getKey(), each -> new Sample(name, each));
              sample.told(example.getValue());
              sample.body = example.getValue().path("value");
            });
    return List.copyOf(found.values());
  }
}
