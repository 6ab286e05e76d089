package io.retour.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.fuzz.Wire.Request;
import io.retour.security.ShopperTokens;
import io.retour.security.WebhookSignature;
import io.retour.testing.Photos;
import io.retour.testing.Signed;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests to what the API's description describes. */
final class ApiRequests {

  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");
  private static final List<String> ROLES =
      List.of("agent", "warehouse", "store", "operations", "merchant", "process-owner", "guest");

  private final JsonNode api;
  private final Pool pool;
  private final JsonBodies bodies;

  ApiRequests(JsonNode api, Pool pool) {
    this.api = api;
    this.pool = pool;
    this.bodies = new JsonBodies(api, pool);
  }

  /** Its description; missing when the address is not described. */
  JsonNode operation(Target target) {
    return api.path("paths").path(target.path()).path(target.method().toLowerCase(Locale.ROOT));
  }

  Request make(Target target, Dice dice) {
    int kind = dice.below(100);
    boolean hostile = kind >= 60;
    boolean near = kind >= 25 && !hostile;
    List<String> headers = new ArrayList<>();
    String method = target.method();
    JsonNode operation = operation(target);
    String address = path(target, operation, dice, near, hostile);
    byte[] body = new byte[0];
    if (!operation.path("requestBody").isMissingNode()) {
      String type = type(target, operation, dice);
      body = body(type, operation, dice, near, hostile);
      if (type.equals("multipart/form-data")) {
        Multipart form = new Multipart(dice);
        form.file("photo", "image/jpeg", photo(dice, near || hostile), dice, hostile);
        if (dice.chance(60)) {
          form.field("shows", near || hostile ? dice.hostile() : "a scratch");
        }
        body = form.bytes();
        type = form.type();
      }
      if (hostile && dice.chance(12)) {
        type =
            dice.one(
                List.of(
                    "text/plain",
                    "application/xml",
                    "*/*",
                    "nonsense",
                    "application/json;charset=x",
                    "multipart/form-data",
                    "application/x-www-form-urlencoded",
                    "/",
                    "a/b;"));
      }
      if (!hostile || dice.chance(95)) {
        headers.add("Content-Type: " + type);
      }
    } else if (hostile && dice.chance(20)) {
      body = bodies.mangled(bodies.fitting("x", api.path("x"), dice, 0), dice);
      headers.add("Content-Type: application/json");
    }
    if (hostile && dice.chance(6)) {
      method =
          dice.one(List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "PROPFIND"));
    }
    if (target.path().startsWith("/webhooks/")) {
      sign(target, body, headers, dice, near || hostile);
    } else {
      token(headers, dice);
      if (!target.method().equals("GET")
          && dice.chance(target.path().contains("credit") ? 70 : 15)) {
        headers.add(
            "Idempotency-Key: "
                + (hostile
                    ? dice.one(List.of("", "a b", "x".repeat(101), "\u00e9", "key-1", "<fz-k>"))
                    : "key-" + dice.below(100_000)));
      }
    }
    if (hostile && dice.chance(10)) {
      headers.add(
          "Accept: "
              + dice.one(
                  List.of("application/pdf", "text/html", "*/*;q=0", "nonsense", "image/*", ",")));
    }
    if (dice.chance(5)) {
      headers.add("Accept-Language: " + (hostile ? "zz-<fz-l>, *;q=9" : "de"));
    }
    return new Request(method, address, headers, body);
  }

  private static void token(List<String> headers, Dice dice) {
    int who = dice.below(100);
    if (who < 55) {
      headers.add("Authorization: Bearer ida.integrator");
    } else if (who < 88) {
      headers.add("Authorization: Bearer sam." + dice.one(ROLES));
    } else if (who < 94) {
      headers.add(
          "Authorization: "
              + dice.one(
                  List.of(
                      "Bearer nonsense", "Bearer ", "Basic aWRhOmlkYQ==", "bearer a.b.c", "x")));
    }
  }

  private static void sign(
      Target target, byte[] body, List<String> headers, Dice dice, boolean wrong) {
    if (wrong && dice.chance(20)) {
      headers.add("X-Retour-Signature: " + dice.one(List.of("", "00", "<fz-s>", "g".repeat(64))));
      headers.add("Stripe-Signature: " + dice.one(List.of("", "t=,v1=", "t=99999999999999,v1=0")));
      return;
    }
    String secret =
        target.path().startsWith("/webhooks/carriers")
            ? Signed.CARRIER_SECRET
            : Signed.PAYMENT_SECRET;
    headers.add("X-Retour-Signature: " + WebhookSignature.of(secret, body));
    headers.add(
        "X-Mollie-Signature: sha256=" + WebhookSignature.of("mollie-test-secret-0123456789", body));
    String time = String.valueOf(Instant.now().getEpochSecond());
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((time + ".").getBytes(StandardCharsets.US_ASCII));
    signed.writeBytes(body);
    headers.add(
        "Stripe-Signature: t=%s,v1=%s"
            .formatted(
                time,
                HexFormat.of()
                    .formatHex(
                        ShopperTokens.hmacSha256(
                            "whsec_test_0123456789".getBytes(StandardCharsets.UTF_8),
                            signed.toByteArray()))));
  }

  private String path(Target target, JsonNode operation, Dice dice, boolean near, boolean hostile) {
    boolean breakIt = (near || hostile) && dice.chance(30);
    StringBuilder address = new StringBuilder();
    Matcher variables = VARIABLE.matcher(target.path());
    while (variables.find()) {
      String name = variables.group(1);
      String known = pool.one(name, dice);
      String value =
          breakIt
              ? hostile ? dice.hostile() : dice.nearly(known == null ? "x" : known)
              : known == null ? dice.uuid().toString() : known;
      variables.appendReplacement(address, Matcher.quoteReplacement(encoded(value, dice, hostile)));
    }
    variables.appendTail(address);
    List<String> query = new ArrayList<>();
    operation
        .path("parameters")
        .forEach(
            parameter -> {
              if (parameter.path("in").asText().equals("query")) {
                query(parameter, dice, near, hostile, query);
              }
            });
    if (hostile && dice.chance(15)) {
      query.add(encoded(dice.hostile(), dice, true) + "=" + encoded(dice.hostile(), dice, true));
    }
    return address + (query.isEmpty() ? "" : "?" + String.join("&", query));
  }

  private void query(
      JsonNode parameter, Dice dice, boolean near, boolean hostile, List<String> query) {
    if (dice.chance(parameter.path("required").asBoolean() ? 5 : 40)) {
      return;
    }
    String name = parameter.path("name").asText();
    String value = bodies.fitting(name, parameter.path("schema"), dice, 0).asText();
    if (near && dice.chance(50)) {
      value = dice.nearly(value);
    } else if (hostile && dice.chance(60)) {
      value = dice.hostile();
    }
    query.add(name + "=" + encoded(value, dice, hostile));
    if (hostile && dice.chance(10)) {
      query.add(name + "=" + encoded(dice.hostile(), dice, true));
    }
  }

  /** As a path or query may have it; of hostile ones some stay as they are. */
  static String encoded(String value, Dice dice, boolean hostile) {
    if (hostile && value.matches("[\\x21-\\x7e&&[^ ?#&]]+") && dice.chance(25)) {
      return value;
    }
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String type(Target target, JsonNode operation, Dice dice) {
    if (!target.consumes().isEmpty()) {
      return target.consumes();
    }
    List<String> types = new ArrayList<>();
    operation.at("/requestBody/content").fieldNames().forEachRemaining(types::add);
    return types.isEmpty() ? "application/json" : dice.one(types);
  }

  private byte[] body(String type, JsonNode operation, Dice dice, boolean near, boolean hostile) {
    if (type.startsWith("image/")) {
      return photo(dice, near || hostile);
    }
    JsonNode content = operation.at("/requestBody/content");
    JsonNode json = content.path("application/json");
    if (type.equals("application/x-ndjson") || type.equals("text/csv")) {
      return lines(type, dice, hostile);
    }
    if (type.equals("application/x-www-form-urlencoded")) {
      return ("id=" + encoded(hostile ? dice.hostile() : "tr_word", dice, hostile))
          .getBytes(StandardCharsets.UTF_8);
    }
    List<JsonNode> examples = new ArrayList<>();
    json.path("examples").forEach(each -> examples.add(each.path("value")));
    JsonNode good =
        !examples.isEmpty() && dice.chance(50)
            ? dice.one(examples)
            : bodies.fitting("body", json.path("schema"), dice, 0);
    if (hostile && dice.chance(35)) {
      return bodies.mangled(good, dice);
    }
    if (near || hostile) {
      good = bodies.broken(good, dice, 1 + dice.below(hostile ? 4 : 2), hostile);
    }
    return good.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] lines(String type, Dice dice, boolean hostile) {
    JsonNode schema = api.at("/components/schemas/OrderRequest");
    List<JsonNode> examples = new ArrayList<>();
    api.at("/paths/~1api~1v1~1orders/post/requestBody/content/application~1json/examples")
        .forEach(each -> examples.add(each.path("value")));
    StringBuilder lines = new StringBuilder();
    for (int i = dice.below(4); i >= 0; i--) {
      JsonNode order =
          !examples.isEmpty() && dice.chance(60)
              ? dice.one(examples)
              : bodies.fitting("body", schema, dice, 0);
      if (type.equals("text/csv")) {
        if (lines.isEmpty() && dice.chance(80)) {
          lines.append("brand,channel,orderNumber,email,postcode,country,currency,placedAt,sku\n");
        }
        lines.append(hostile ? dice.hostile() : "lumen,web,F-1,a@example.org,5026 AA,NL,EUR,x,y");
      } else if (hostile && dice.chance(40)) {
        lines.append(new String(bodies.mangled(order, dice), StandardCharsets.UTF_8));
      } else {
        lines.append(bodies.broken(order, dice, dice.below(3), hostile));
      }
      lines.append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A picture, or what says that it is one. */
  static byte[] photo(Dice dice, boolean wrong) {
    if (!wrong) {
      return Photos.picture(dice.chance(50) ? "png" : "jpg", 8, 8);
    }
    return switch (dice.below(7)) {
      case 0 -> new byte[0];
      case 1 -> dice.bytes(1 + dice.below(2_000));
      case 2 -> Photos.pngThatClaims(60_000, 60_000);
      case 3 ->
          "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
              .getBytes(StandardCharsets.UTF_8);
      case 4 -> Photos.picture("gif", 4, 4);
      case 5 -> {
        byte[] half = Photos.picture("png", 40, 40);
        half[dice.below(half.length)] ^= (byte) 0xFF;
        yield half;
      }
      default -> Photos.jpegWithExif(20, 10);
    };
  }
}
