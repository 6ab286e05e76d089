package io.retour.bench.load;

import io.retour.bench.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Figures that the servers keep themselves. */
final class Gauges {

  private static final Pattern PRESSED =
      Pattern.compile("(?m)^retour_camunda_backpressure_total(?:\\{[^}]*})? ([0-9.E+]+)$");
  private static final Pattern STORE =
      Pattern.compile("\"primaries\":\\{[^}]*\"store\":\\{\"size_in_bytes\":(\\d+)");

  private final URI metrics;
  private final URI search;
  private final HttpClient http = HttpClient.newHttpClient();

  Gauges(Surroundings surroundings) {
    metrics = surroundings.management().resolve("/actuator/prometheus");
    search = surroundings.openSearch().resolve("/_stats/store?filter_path=_all");
  }

  /** How often the broker told the relay to send later (RESOURCE_EXHAUSTED). */
  OptionalLong backPressure() throws InterruptedException {
    return read(metrics, PRESSED);
  }

  /** What OpenSearch keeps on disk. */
  OptionalLong searchBytes() throws InterruptedException {
    return read(search, STORE);
  }

  /** By how much it grew, when it was known before and after. */
  static OptionalLong growth(OptionalLong before, OptionalLong after) {
    return before.isPresent() && after.isPresent()
        ? OptionalLong.of(after.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }

  static String words(OptionalLong figure) {
    return figure.isPresent() ? Long.toString(figure.getAsLong()) : "not measured";
  }

  /** Empty when nobody answers: that is not measured, and no figure. */
  private OptionalLong read(URI address, Pattern figure) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
      Matcher found = figure.matcher(http.send(request, BodyHandlers.ofString()).body());
      return found.find()
          ? OptionalLong.of((long) Double.parseDouble(found.group(1)))
          : OptionalLong.empty();
    } catch (IOException busy) {
      return OptionalLong.empty();
    }
  }
}
