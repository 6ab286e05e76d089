package io.retour.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Retour's REST API as an integrator uses it: one token, and every write safe to repeat. */
public final class RetourApi {

  private static final int TRIES = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /**
   * @param body the answer, of a problem its detail
   */
  public record Answer(int status, JsonNode body) {

    public boolean ok() {
      return status / 100 == 2;
    }
  }

  private record Token(String text, Instant renewAt) {}

  private final Surroundings surroundings;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final ObjectMapper json = new ObjectMapper();
  private Token token = new Token("", Instant.EPOCH);

  public RetourApi(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Fails with a sentence when Retour is not there. */
  public void check() throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(surroundings.management().resolve("/actuator/health/readiness"))
              .timeout(Duration.ofSeconds(20))
              .build();
      if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
        return;
      }
    } catch (IOException unreachable) {
      // the sentence below says it
    }
    throw new ToolException(
        "Retour does not answer at %s. Start it with: RETOUR_UNATTENDED=true ./retour up"
            .formatted(surroundings.retour()));
  }

  /**
   * @param lines one order in JSON each
   */
  public JsonNode importOrders(List<String> lines) throws InterruptedException {
    Answer answer =
        send(
            request("/api/v1/orders/import")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(String.join("\n", lines))));
    return expectOk("Importing orders", answer);
  }

  public Optional<JsonNode> order(String brand, String orderNumber) throws InterruptedException {
    Answer answer =
        send(
            request(
                    "/api/v1/orders?brand=%s&orderNumber=%s"
                        .formatted(encoded(brand), encoded(orderNumber)))
                .GET());
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(expectOk("Finding an order", answer));
  }

  public Answer register(String idempotencyKey, Object body) throws InterruptedException {
    try {
      return send(
          request("/api/v1/returns")
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", idempotencyKey)
              .POST(BodyPublishers.ofString(json.writeValueAsString(body))));
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new IllegalStateException("A request is plain data", impossible);
    }
  }

  private JsonNode stores() throws InterruptedException {
    return expectOk("Listing stores", send(request("/api/v1/stores").GET()));
  }

  /** The first store of a brand. */
  public String storeOf(String brand) throws InterruptedException {
    for (JsonNode store : stores()) {
      if (store.get("brand").asText().equals(brand)) {
        return store.get("id").asText();
      }
    }
    throw new ToolException("There is no store of " + brand + ".");
  }

  /** One piece as new, of an order that nothing was announced for. */
  public JsonNode handIn(String storeId, String order, String emailOrPostcode, String sku)
      throws InterruptedException {
    return handIn(
        storeId,
        Map.of(
            "id",
            UUID.randomUUID(),
            "happenedAt",
            Instant.now().toString(),
            "code",
            order,
            "emailOrPostcode",
            emailOrPostcode,
            "pieces",
            List.of(Map.of("sku", sku, "grade", "A"))));
  }

  /** One hand-in at a store's counter, as a till sends it. */
  private JsonNode handIn(String storeId, Object handIn) throws InterruptedException {
    try {
      JsonNode results =
          expectOk(
              "Handing in",
              send(
                  request("/api/v1/stores/" + encoded(storeId) + "/hand-ins")
                      .header("Content-Type", "application/json")
                      .POST(
                          BodyPublishers.ofString(
                              json.writeValueAsString(Map.of("handIns", List.of(handIn)))))));
      return results.get("results").get(0);
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new IllegalStateException("A request is plain data", impossible);
    }
  }

  public JsonNode theReturn(String returnId) throws InterruptedException {
    return expectOk("Reading a return", send(request("/api/v1/returns/" + returnId).GET()));
  }

  /** The newest returns, at least {@code wanted} if there are as many. */
  public List<JsonNode> newestReturns(int wanted) throws InterruptedException {
    List<JsonNode> found = new ArrayList<>();
    String cursor = null;
    do {
      String path =
          "/api/v1/returns?limit=200" + (cursor == null ? "" : "&cursor=" + encoded(cursor));
      JsonNode page = expectOk("Listing returns", send(request(path).GET()));
      page.get("items").forEach(found::add);
      cursor = page.path("next").asText(null);
    } while (cursor != null && found.size() < wanted);
    return found;
  }

  public JsonNode decisions(String returnId) throws InterruptedException {
    return expectOk(
        "Reading decisions", send(request("/api/v1/returns/" + returnId + "/decisions").GET()));
  }

  private HttpRequest.Builder request(String path) throws InterruptedException {
    return HttpRequest.newBuilder(surroundings.retour().resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token());
  }

  private synchronized String token() throws InterruptedException {
    if (Instant.now().isAfter(token.renewAt())) {
      String form =
          "grant_type=client_credentials&client_id=retour-integrator&client_secret="
              + encoded(surroundings.integratorSecret());
      Answer answer =
          send(
              HttpRequest.newBuilder(
                      URI.create(surroundings.issuer() + "/protocol/openid-connect/token"))
                  .timeout(PATIENCE)
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(BodyPublishers.ofString(form)));
      JsonNode body = expectOk("Asking Keycloak for a token", answer);
      token =
          new Token(
              body.get("access_token").asText(),
              Instant.now().plusSeconds(body.get("expires_in").asLong() / 2));
    }
    return token.text();
  }

  /** Says it again when the connection breaks or the answer is "not now". */
  private Answer send(HttpRequest.Builder builder) throws InterruptedException {
    HttpRequest request = builder.build();
    for (int tries = 1; ; tries++) {
      try {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() < 500 || tries == TRIES) {
          String text = response.body();
          return new Answer(
              response.statusCode(), text.isBlank() ? json.nullNode() : json.readTree(text));
        }
      } catch (IOException broken) {
        if (tries == TRIES) {
          throw new ToolException(
              "%s does not answer: %s".formatted(request.uri(), broken.getMessage()), broken);
        }
      }
      Thread.sleep(200L << tries);
    }
  }

  private static JsonNode expectOk(String what, Answer answer) {
    if (!answer.ok()) {
      throw new ToolException(
          "%s failed with status %d: %s".formatted(what, answer.status(), answer.body()));
    }
    return answer.body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
