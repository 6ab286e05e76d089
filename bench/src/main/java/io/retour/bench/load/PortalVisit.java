package io.retour.bench.load;

import io.retour.bench.Purchase;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One shopper in a browser: finds the order, looks at the ways back, confirms, and looks at the
 * status. Pages are read as a person reads them, with a moment in between; "not now" is waited out
 * for as long as the answer asks.
 */
final class PortalVisit {

  /** Something other than a page, or nothing: the shopper gives up. */
  static final class GaveUp extends Exception {

    private static final long serialVersionUID = 1L;

    GaveUp(String sentence) {
      super(sentence);
    }
  }

  private static final Duration READING = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TRIES = 8;
  private static final String BOUNDARY = "----retour-load";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern LINE = Pattern.compile("name=\"quantity_([0-9a-f-]{36})\"");
  private static final Pattern WANTED =
      Pattern.compile("<input type=\"radio\" name=\"(wanted_[0-9a-f-]{36})\"([^>]*)>");
  private static final Pattern RETURN = Pattern.compile("/r/([^?/]+)\\?");

  private final URI retour;
  private final HttpClient http;
  private final Latencies latencies;
  private final Map<String, String> cookies = new TreeMap<>();

  PortalVisit(URI retour, HttpClient http, Latencies latencies) {
    this.retour = retour;
    this.http = http;
    this.latencies = latencies;
  }

  /**
   * @param due when the shopper comes, of {@link System#nanoTime()}
   * @return the number of the return that was confirmed
   */
  String run(Kind kind, String orderNumber, long due) throws GaveUp, InterruptedException {
    String shop = "/p/" + Purchase.BRAND;
    // the first page asks for nothing that is worth a row of its own; what it takes counts for
    // the look-up, which is due when the shopper comes
    String token = first(TOKEN, call(get(shop)).body());
    expectRedirect(
        timed(
            Call.LOOK_UP,
            due,
            form(
                shop + "/find",
                Map.of(
                    "_csrf", token,
                    "orderNumber", orderNumber,
                    "emailOrPostcode", Purchase.POSTCODE))));
    String order = page(timed(Call.ORDER, System.nanoTime(), get(shop + "/order")));
    Map<String, String> chosen = new LinkedHashMap<>();
    chosen.put("_csrf", first(TOKEN, order));
    for (String line : all(LINE, order)) {
      chosen.put("quantity_" + line, "1");
      chosen.put("reason_" + line, "NO_REASON_GIVEN");
    }
    String options = page(timed(Call.OPTIONS, afterReading(), form(shop + "/options", chosen)));
    chosen.put("_csrf", first(TOKEN, options));
    chosen.put("returnId", UUID.randomUUID().toString());
    chosen.put("method", kind.method());
    chosen.put("resolution", kind.resolution());
    if (kind == Kind.EXCHANGE) {
      chosen.putAll(wanted(options));
    }
    HttpResponse<String> confirmed =
        timed(Call.CONFIRM, afterReading(), multipart(shop + "/confirm", chosen));
    String status = expectRedirect(confirmed);
    String rmaNumber = first(RETURN, status);
    page(timed(Call.STATUS, System.nanoTime(), get(status)));
    return rmaNumber;
  }

  private static long afterReading() throws InterruptedException {
    long due = System.nanoTime() + READING.toNanos();
    Thread.sleep(READING);
    return due;
  }

  /** The first other piece that is on offer. */
  private static Map<String, String> wanted(String options) throws GaveUp {
    Matcher offers = WANTED.matcher(options);
    while (offers.find()) {
      Matcher value = Pattern.compile("value=\"([^\"]+)\"").matcher(offers.group(2));
      if (value.find() && !offers.group(2).contains("disabled")) {
        return Map.of(offers.group(1), value.group(1));
      }
    }
    throw new GaveUp("nothing is on offer in exchange");
  }

  private HttpResponse<String> timed(Call call, long due, HttpRequest.Builder request)
      throws GaveUp, InterruptedException {
    HttpResponse<String> response = call(request);
    latencies.answered(call, due);
    return response;
  }

  private HttpResponse<String> call(HttpRequest.Builder request)
      throws GaveUp, InterruptedException {
    request.timeout(PATIENCE).header("Accept", "text/html").header("Accept-Language", "de");
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    for (int tries = 1; ; tries++) {
      try {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        keepCookies(response);
        if (response.statusCode() != 503) {
          return response;
        }
        latencies.refused();
        if (tries == TRIES) {
          throw new GaveUp("was told to come again later " + TRIES + " times");
        }
        TimeUnit.SECONDS.sleep(response.headers().firstValueAsLong("Retry-After").orElse(1));
      } catch (IOException broken) {
        throw new GaveUp("no answer: " + broken);
      }
    }
  }

  private void keepCookies(HttpResponse<String> response) {
    for (String cookie : response.headers().allValues("Set-Cookie")) {
      String[] pair = cookie.split(";", 2)[0].split("=", 2);
      cookies.put(pair[0], pair[1]);
    }
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(retour.resolve(path));
  }

  private HttpRequest.Builder form(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return post(path, "application/x-www-form-urlencoded", BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder multipart(String path, Map<String, String> fields) {
    String body =
        fields.entrySet().stream()
            .map(
                field ->
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(BOUNDARY, field.getKey(), field.getValue()))
            .collect(Collectors.joining("", "", "--" + BOUNDARY + "--\r\n"));
    return post(path, "multipart/form-data; boundary=" + BOUNDARY, BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder post(String path, String type, BodyPublisher body) {
    return HttpRequest.newBuilder(retour.resolve(path)).header("Content-Type", type).POST(body);
  }

  private static String page(HttpResponse<String> response) throws GaveUp {
    if (response.statusCode() != 200) {
      throw new GaveUp("%s answered %d".formatted(response.uri().getPath(), response.statusCode()));
    }
    return response.body();
  }

  private static String expectRedirect(HttpResponse<String> response) throws GaveUp {
    String target = response.headers().firstValue("Location").orElse("");
    if (response.statusCode() != 302 || target.contains("expired")) {
      throw new GaveUp("%s answered %d".formatted(response.uri().getPath(), response.statusCode()));
    }
    return target;
  }

  private static String first(Pattern pattern, String text) throws GaveUp {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new GaveUp("a page is without " + pattern);
    }
    return found.group(1);
  }

  private static Set<String> all(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    Set<String> all = new LinkedHashSet<>();
    while (found.find()) {
      all.add(found.group(1));
    }
    return all;
  }
}
