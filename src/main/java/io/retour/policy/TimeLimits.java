package io.retour.policy;

import io.retour.shared.Problem;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How long the steps of the journeys may take, as the table {@code sla} says (ADR 17). */
@Component
public class TimeLimits {

  /**
   * For what waits before anybody knows whose it is, and for what does not hang on the consumer's
   * country.
   */
  public static final String COUNTRY_UNKNOWN = "";

  private final DecisionTables tables;
  private final TimeLimitProperties rehearsal;

  TimeLimits(DecisionTables tables, TimeLimitProperties rehearsal) {
    this.tables = tables;
    this.rehearsal = rehearsal;
    rehearsal.timeLimits().forEach(TimeLimits::check);
  }

  /**
   * @param country the consumer's, ISO 3166-1 alpha-2; or {@link #COUNTRY_UNKNOWN}
   * @throws Problem when the table says none, or one that cannot be kept: it names table and limit
   */
  public Duration of(TimeLimit limit, String country) {
    Duration rehearsed = rehearsal.timeLimits().get(limit);
    if (rehearsed != null) {
      return rehearsed;
    }
    String said =
        String.valueOf(
            tables.decide("sla", Map.of("timeLimit", limit.name(), "country", country)).output());
    try {
      return check(limit, Duration.parse(said));
    } catch (DateTimeParseException unreadable) {
      throw unusable(limit, said);
    }
  }

  /** The limit in whole days, one at least, as people are told it. */
  public long days(TimeLimit limit, String country) {
    return Math.max(1, of(limit, country).toDays());
  }

  /** Limits as variables of a journey, by {@link TimeLimit#variable}, each in ISO 8601. */
  public Map<String, Object> variables(String country, TimeLimit... limits) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (TimeLimit limit : limits) {
      variables.put(limit.variable(), of(limit, country).toString());
    }
    return variables;
  }

  private static Duration check(TimeLimit limit, Duration duration) {
    if (!duration.isPositive() || duration.compareTo(limit.longest()) > 0) {
      throw unusable(limit, duration.toString());
    }
    return duration;
  }

  private static Problem unusable(TimeLimit limit, String said) {
    return Problem.unavailable(
        "table-unusable",
        "The table sla (sla.dmn) says %s for %s. It has to be a duration of days, hours, minutes or seconds, such as duration(\"P2D\"), above nothing and at most %s."
            .formatted(said, limit, limit.longest()));
  }
}
