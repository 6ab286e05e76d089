package io.retour.bench.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.bench.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Calls to either copy of Retour. What had no answer is asked again, at the other copy and under
 * the same key, until somebody answers: only then does the caller know anything.
 */
final class Calls {

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(12);
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Set<String> NOT_YET = Set.of("idempotency-key-in-use", "changed-meanwhile");

  /**
   * @param status 0 when nobody answered in time
   */
  record Answer(int status, JsonNode body) {

    boolean ok() {
      return status / 100 == 2;
    }
  }

  private record Token(String text, Instant renewAt, Instant endsAt) {}

  private final URI issuer;
  private final String integratorSecret;
  private final List<URI> copies;
  private final Outside outside;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong repeated = new AtomicLong();
  private Token token = new Token("", Instant.EPOCH, Instant.EPOCH);

  Calls(Surroundings surroundings, Outside outside) {
    this.issuer = surroundings.issuer();
    this.integratorSecret = surroundings.integratorSecret();
    this.outside = outside;
    this.copies = List.of(surroundings.retour(), outside.secondCopy());
  }

  /** How many calls had to be made again. */
  long repeated() {
    return repeated.get();
  }

  Answer get(String path) throws InterruptedException {
    return untilAnswered(
        path, builder -> builder.header("Authorization", "Bearer " + token()).GET());
  }

  Answer post(String path, String key, Object body) throws InterruptedException {
    return write("POST", path, key, "application/json", text(body));
  }

  Answer write(String method, String path, String key, String type, String body)
      throws InterruptedException {
    return untilAnswered(
        path,
        builder ->
            builder
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", type)
                .header("Idempotency-Key", key)
                .method(method, BodyPublishers.ofString(body)));
  }

  /** As the simulated carrier signs it. */
  Answer carrierTells(String path, Object news) throws InterruptedException {
    return signed("/webhooks/carriers/simulated" + path, news, outside.carrierSecret());
  }

  /** As the simulated payment provider signs it. */
  Answer providerTells(Object news) throws InterruptedException {
    return signed("/webhooks/payments/simulated", news, outside.paymentSecret());
  }

  private Answer signed(String path, Object news, String secret) throws InterruptedException {
    String body = text(news);
    return untilAnswered(
        path,
        builder ->
            builder
                .header("Content-Type", "application/json")
                .header("X-Retour-Signature", HexFormat.of().formatHex(hmac(secret, body)))
                .POST(BodyPublishers.ofString(body)));
  }

  static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", impossible);
    }
  }

  private interface Request {

    HttpRequest.Builder of(HttpRequest.Builder builder) throws InterruptedException, IOException;
  }

  private Answer untilAnswered(String path, Request request) throws InterruptedException {
    Instant giveUp = Instant.now().plus(PATIENCE);
    Answer last = new Answer(0, json.nullNode());
    for (int tries = 0; Instant.now().isBefore(giveUp); tries++) {
      if (tries > 0) {
        repeated.incrementAndGet();
        Thread.sleep(Math.min(3000, 300L << Math.min(tries, 4)));
      }
      URI copy = copies.get(Math.floorMod(turn.getAndIncrement(), copies.size()));
      try {
        HttpRequest sent =
            request.of(HttpRequest.newBuilder(copy.resolve(path)).timeout(ANSWER_WITHIN)).build();
        HttpResponse<String> response = http.send(sent, BodyHandlers.ofString());
        last = new Answer(response.statusCode(), body(response.body()));
        if (isAnswer(last)) {
          return last;
        }
      } catch (IOException unanswered) {
        last = new Answer(0, json.nullNode());
      }
    }
    return last;
  }

  /** "Not now", and "the first of these still runs", are none. */
  private static boolean isAnswer(Answer answer) {
    return answer.status() < 500
        && answer.status() != 429
        && answer.status() != 401
        && !(answer.status() == 409 && NOT_YET.contains(answer.body().path("code").asText()));
  }

  private synchronized String token() throws InterruptedException, IOException {
    if (Instant.now().isAfter(token.renewAt())) {
      try {
        token = newToken();
      } catch (IOException away) {
        // Keycloak is away: the old one is good for a while
        if (Instant.now().isAfter(token.endsAt())) {
          throw away;
        }
      }
    }
    return token.text();
  }

  private Token newToken() throws IOException, InterruptedException {
    String form =
        "grant_type=client_credentials&client_id=retour-integrator&client_secret="
            + URLEncoder.encode(integratorSecret, StandardCharsets.UTF_8);
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("Keycloak answered " + response.statusCode());
    }
    JsonNode answer = json.readTree(response.body());
    long seconds = answer.get("expires_in").asLong();
    return new Token(
        answer.get("access_token").asText(),
        Instant.now().plusSeconds(seconds / 2),
        Instant.now().plusSeconds(seconds - 5));
  }

  private JsonNode body(String text) {
    try {
      return text.isBlank() ? json.nullNode() : json.readTree(text);
    } catch (JsonProcessingException notJson) {
      return json.getNodeFactory().textNode(text);
    }
  }

  String text(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A request is plain data", impossible);
    }
  }
}
