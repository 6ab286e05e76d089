package io.retour.bench.load;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** The report in Markdown: what is printed at the end, and kept. */
final class Report {

  private static final int LAG_EVERY = 10;
  private static final int TABLES = 12;

  private final StringBuilder text = new StringBuilder();

  Report(Machine machine, String command) {
    line("# Load");
    line("");
    line("`%s`, %s".formatted(command, LocalDate.now()));
    line("");
    line(machine.words() + ".");
  }

  void rates(List<Step> steps) {
    section("Rates");
    line(
        "| shoppers a minute | confirmed | journeys ended a second | settled after | worst outbox lag | told \"later\" (503) | back-pressure | processors, stack | other work | |");
    line("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Step step : steps) {
      line(
          "| %d | %d | %.2f | %d s | %.1f s | %d | %s | %.0f %% | %.0f %% | %s |"
              .formatted(
                  step.perMinute(),
                  step.confirmed(),
                  step.completedPerSecond(),
                  step.settled().toSeconds(),
                  step.worstLag().toMillis() / 1000.0,
                  step.latencies().timesRefused(),
                  Gauges.words(step.usage().backPressure()),
                  100 * step.usage().together(),
                  100 * step.othersShare(),
                  step.verdict().words()));
    }
  }

  void held(Step step, Duration length) {
    section(
        "Held for %d s at %d shoppers a minute".formatted(length.toSeconds(), step.perMinute()));
    line(step.verdict().words() + ". Bottleneck: " + step.usage().bottleneck(step.othersShare()));
    line("");
    line("| call, from the moment it was due | calls | p50 | p95 | p99 | most |");
    line("| --- | --- | --- | --- | --- | --- |");
    for (Call call : Call.values()) {
      Histogram micros = step.latencies().of(call);
      line(
          "| %s | %d | %s | %s | %s | %s |"
              .formatted(
                  call.words(),
                  micros.getTotalCount(),
                  seconds(micros.getValueAtPercentile(50)),
                  seconds(micros.getValueAtPercentile(95)),
                  seconds(micros.getValueAtPercentile(99)),
                  seconds(micros.getMaxValue())));
    }
    line("");
    line("| component | of the processors | processor time a return |");
    line("| --- | --- | --- |");
    step.usage().used().entrySet().stream()
        .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
        .forEach(
            each ->
                line(
                    "| %s | %.1f %% | %d ms |"
                        .formatted(
                            each.getKey(),
                            100 * step.usage().share(each.getKey()),
                            each.getValue().toMillis() / Math.max(1, step.confirmed()))));
    line("");
    line("Outbox lag, the worst of each %d seconds: %s".formatted(LAG_EVERY, lags(step)));
    step.complaints().stream().distinct().limit(5).forEach(each -> line("- " + each));
  }

  void footprint(Map<String, Double> rows, Map<String, Double> bytes, OptionalLong searchBytes) {
    section("What a return leaves behind");
    line("| table | rows a return | bytes a return, estimated |");
    line("| --- | --- | --- |");
    record Left(String table, double rows, double bytes) {}
    List<Left> left = new ArrayList<>();
    rows.forEach(
        (table, each) -> left.add(new Left(table, each, each * bytes.getOrDefault(table, 0.0))));
    left.stream()
        .sorted(Comparator.comparingDouble(Left::bytes).reversed())
        .limit(TABLES)
        .forEach(each -> line("| %s | %.1f | %.0f |".formatted(each.table, each.rows, each.bytes)));
    line(
        "| **all of MariaDB** | %.1f | %.0f |"
            .formatted(
                left.stream().mapToDouble(Left::rows).sum(),
                left.stream().mapToDouble(Left::bytes).sum()));
    line("");
    line("OpenSearch, bytes a return: %s.".formatted(Gauges.words(searchBytes)));
  }

  private static String lags(Step step) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < step.lags().size(); i += LAG_EVERY) {
      words.add(
          "%.1f"
              .formatted(
                  step.lags().subList(i, Math.min(i + LAG_EVERY, step.lags().size())).stream()
                          .mapToLong(Duration::toMillis)
                          .max()
                          .orElse(0)
                      / 1000.0));
    }
    return String.join(", ", words) + " s";
  }

  private static String seconds(long micros) {
    return "%.2f s".formatted(micros / 1e6);
  }

  private void section(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
