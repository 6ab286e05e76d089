package io.retour.shared.web;

import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.testing.WebTest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Whatever is wrong with a request, the answer is a problem detail (RFC 9457) that helps. */
@WebTest
class ProblemsTest {

  @Autowired MockMvc http;

  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

  /** A problem with all that callers build on. */
  private static ResultMatcher problem(int status, String code, String instance) {
    return answer -> {
      for (ResultMatcher each :
          List.of(
              status().is(status),
              content().contentType(MediaType.APPLICATION_PROBLEM_JSON),
              jsonPath("$.status").value(status),
              jsonPath("$.code").value(code),
              jsonPath("$.type").value("urn:retour:problem:" + code),
              jsonPath("$.instance").value(instance),
              jsonPath("$.detail").isNotEmpty())) {
        each.match(answer);
      }
    };
  }

  // where nothing is

  @Test
  void saysWhichMethodsAKnownAddressTakes() throws Exception {
    http.perform(delete("/api/v1/returns").with(as("ida", "integrator")))
        .andExpect(problem(405, "method-not-allowed", "/api/v1/returns"))
        .andExpect(header().string("Allow", allOf(containsString("GET"), containsString("POST"))))
        .andExpect(jsonPath("$.detail").value(containsString("POST")));
    http.perform(
            put("/api/v1/returns/" + UUID.randomUUID())
                .with(as("ida", "integrator"))
                .header("Idempotency-Key", "k")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}"))
        .andExpect(status().isMethodNotAllowed())
        .andExpect(header().string("Allow", "GET"));
    http.perform(get("/webhooks/payments/simulated"))
        .andExpect(problem(405, "method-not-allowed", "/webhooks/payments/simulated"))
        .andExpect(header().string("Allow", "POST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/x", "/api", "/api/v2/returns", "/api/v1/returns/1/2/3"})
  void saysThatAnAddressIsUnknownToWhoMayAsk(String address) throws Exception {
    http.perform(get(address).with(as("ida", "integrator")))
        .andExpect(problem(404, "endpoint-unknown", address));
    http.perform(post(address).with(as("ida", "integrator")).content("{}"))
        .andExpect(problem(404, "endpoint-unknown", address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/x", "/api/v1/returns"})
  void asksForATokenFirst(String address) throws Exception {
    http.perform(get(address))
        .andExpect(problem(401, "not-authenticated", address))
        .andExpect(header().string("WWW-Authenticate", "Bearer"));
  }

  @Test
  void saysThatATokenIsNotValid() throws Exception {
    http.perform(get("/api/v1/returns").header("Authorization", "Bearer nonsense"))
        .andExpect(problem(401, "not-authenticated", "/api/v1/returns"))
        .andExpect(
            header()
                .string(
                    "WWW-Authenticate",
                    allOf(startsWith("Bearer "), containsString("invalid_token"))));
  }

  @Test
  void saysThatARoleIsMissing() throws Exception {
    http.perform(get("/api/v1/orders/" + UUID.randomUUID()).with(as("walt", "warehouse")))
        .andExpect(status().isForbidden())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("role-missing"))
        .andExpect(jsonPath("$.instance").value(startsWith("/api/v1/orders/")));
  }

  @Test
  void keepsScreensToPagesThatPeopleRead() throws Exception {
    http.perform(get("/nowhere").accept(MediaType.TEXT_HTML))
        .andExpect(status().isNotFound())
        .andExpect(content().string(not(containsString("urn:retour"))));
    http.perform(get("/webhooks/nowhere"))
        .andExpect(problem(404, "endpoint-unknown", "/webhooks/nowhere"));
  }

  /** Who adds an operation says who may call it; otherwise any token would do. */
  @Test
  void everyOperationNeedsARole() throws Exception {
    TreeSet<String> open = new TreeSet<>();
    for (RequestMappingInfo mapping : requestMappingHandlerMapping.getHandlerMethods().keySet()) {
      for (String pattern : mapping.getPatternValues()) {
        if (pattern.startsWith("/api/")) {
          for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
            String address = pattern.replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
            int answer =
                http.perform(
                        request(HttpMethod.valueOf(method.name()), address)
                            .with(as("nobody", "none")))
                    .andReturn()
                    .getResponse()
                    .getStatus();
            if (answer != 403) {
              open.add(method + " " + pattern);
            }
          }
        }
      }
    }

    assertThat(open)
        .containsExactly("GET /api/v1/brands/{brand}/return-terms", "GET /api/v1/drop-off-points");
  }

  // what is sent

  @Test
  void saysWhichMediaTypeItTakes() throws Exception {
    http.perform(
            post("/api/v1/returns")
                .with(as("ida", "integrator"))
                .contentType(MediaType.TEXT_PLAIN)
                .content("hello"))
        .andExpect(problem(415, "media-type-unsupported", "/api/v1/returns"))
        .andExpect(header().string("Accept", containsString("application/json")))
        .andExpect(jsonPath("$.errors[0].field").value("Content-Type"))
        .andExpect(jsonPath("$.detail").value(containsString("application/json")));
    http.perform(
            post("/api/v1/orders/import")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("[]"))
        .andExpect(problem(415, "media-type-unsupported", "/api/v1/orders/import"))
        .andExpect(
            jsonPath("$.detail")
                .value(allOf(containsString("text/csv"), containsString("application/x-ndjson"))));
  }

  @Test
  void saysWhichMediaTypeItGives() throws Exception {
    http.perform(
            get("/api/v1/returns").with(as("ida", "integrator")).accept(MediaType.APPLICATION_PDF))
        .andExpect(problem(406, "not-acceptable", "/api/v1/returns"))
        .andExpect(jsonPath("$.errors[0].field").value("Accept"));
  }

  @Test
  void namesAParameterThatIsMissing() throws Exception {
    http.perform(get("/api/v1/orders").with(as("ida", "integrator")).param("brand", "lumen"))
        .andExpect(problem(400, "parameter-missing", "/api/v1/orders"))
        .andExpect(jsonPath("$.errors[0].field").value("orderNumber"));
  }

  @Test
  void namesAParameterThatCannotBeRead() throws Exception {
    http.perform(get("/api/v1/returns/nonsense").with(as("ida", "integrator")))
        .andExpect(problem(400, "unreadable", "/api/v1/returns/nonsense"))
        .andExpect(jsonPath("$.errors[0].field").value("returnId"));
    http.perform(get("/api/v1/returns").param("limit", "many").with(as("ida", "integrator")))
        .andExpect(problem(400, "unreadable", "/api/v1/returns"))
        .andExpect(jsonPath("$.errors[0].field").value("limit"));
    http.perform(get("/api/v1/returns").param("limit", "0").with(as("ida", "integrator")))
        .andExpect(problem(422, "invalid", "/api/v1/returns"))
        .andExpect(jsonPath("$.errors[0].field").value("limit"));
  }

  private ResultActions register(String body) throws Exception {
    return http.perform(
        post("/api/v1/returns")
            .with(as("ida", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  private static final Pattern INTERNALS =
      Pattern.compile(
          "Source|REDACTED|jackson|io\\.retour|java\\.|Deserializ|token \\(",
          Pattern.CASE_INSENSITIVE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | body | missing",
        "{\"orderId\" | `` | line 1",
        "{\"orderId\": nonsense} | `` | line 1",
        "hello | `` | line 1",
        "[1] | `` | not what is expected",
        "\"text\" | `` | not what is expected",
        "{\"orderId\": \"nonsense\"} | orderId | orderId",
        "{\"lines\": {\"a\": 1}} | lines | lines",
        "{\"lines\": [{\"quantity\": \"many\"}]} | lines[0].quantity | lines[0].quantity",
        "{\"lines\": [{\"reason\": \"BORED\"}]} | lines[0].reason | TOO_SMALL",
      })
  void saysWhereABodyCannotBeRead(String body, String field, String words) throws Exception {
    String answer =
        register(body)
            .andExpect(problem(400, "unreadable", "/api/v1/returns"))
            .andExpect(jsonPath("$.detail").value(containsString(words)))
            .andExpect(
                field.isEmpty()
                    ? jsonPath("$.errors").doesNotExist()
                    : jsonPath("$.errors[0].field").value(field))
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(answer).doesNotContainPattern(INTERNALS);
  }

  @Test
  void saysThatABodyIsNestedTooDeep() throws Exception {
    String answer =
        register("[".repeat(2000))
            .andExpect(problem(400, "unreadable", "/api/v1/returns"))
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(answer).doesNotContainPattern(INTERNALS);
  }

  @Test
  void namesEveryFieldThatIsNotValid() throws Exception {
    register("{\"lines\": []}")
        .andExpect(problem(422, "invalid", "/api/v1/returns"))
        .andExpect(
            result ->
                assertThat(
                        com.jayway.jsonpath.JsonPath.<List<Map<String, String>>>read(
                                result.getResponse().getContentAsString(), "$.errors")
                            .stream()
                            .map(error -> error.get("field")))
                    .contains("orderId", "lines", "method", "resolution"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api//v1/returns", "/api/v1/returns;x=1", "/api/v1/%2e%2e/returns"})
  void saysThatAnAddressIsNotAllowed(String address) throws Exception {
    http.perform(get(java.net.URI.create(address)).with(as("ida", "integrator")))
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("request-rejected"))
        .andExpect(jsonPath("$.type").value(endsWith("request-rejected")));
  }
}
