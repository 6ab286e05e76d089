package io.retour.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.policy.dmn.TablesForTests;
import io.retour.shared.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** One case for each row of the table {@code sla}, and what is made of a row that is of no use. */
public class TimeLimitsTest {

  public static final Set<String> TABLES_HERE = Set.of("sla");

  private static final DecisionTables TABLES = TablesForTests.packaged();
  private static final TimeLimits LIMITS =
      new TimeLimits(TABLES, new TimeLimitProperties(Map.of()));

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "SLA_review_time_limit, REVIEW_TIME_LIMIT, P2D",
    "SLA_inspection_review_limit, INSPECTION_REVIEW_LIMIT, P4D",
    "SLA_task_time_limit, TASK_TIME_LIMIT, P2D",
    "SLA_carrier_claim_task_limit, CARRIER_CLAIM_TASK_LIMIT, P7D",
    "SLA_late_refund_task_limit, LATE_REFUND_TASK_LIMIT, P1D",
    "SLA_clarification_limit, CLARIFICATION_LIMIT, P3D",
    "SLA_shipment_reminder, SHIPMENT_REMINDER, P1D",
    "SLA_shipment_limit, SHIPMENT_LIMIT, P5D",
    "SLA_label_reminder, LABEL_REMINDER, P21D",
    "SLA_label_validity, LABEL_VALIDITY, P28D",
    "SLA_pickup_choice_limit, PICKUP_CHOICE_LIMIT, P7D",
    "SLA_pickup_limit, PICKUP_LIMIT, P7D",
    "SLA_transit_limit, TRANSIT_LIMIT, P14D",
    "SLA_send_back_limit, SEND_BACK_LIMIT, P3D",
    "SLA_hand_in_limit, HAND_IN_LIMIT, P28D",
    "SLA_reservation_limit, RESERVATION_LIMIT, P45D",
    "SLA_exchange_choice_limit, EXCHANGE_CHOICE_LIMIT, P5D",
    "SLA_payment_reminder, PAYMENT_REMINDER, P2D",
    "SLA_payment_limit, PAYMENT_LIMIT, P5D",
    "SLA_return_reminder, RETURN_REMINDER, P3D",
    "SLA_return_limit, RETURN_LIMIT, P5D",
    "SLA_collect_limit, COLLECT_LIMIT, P7D",
    "SLA_repayment_reminder, REPAYMENT_REMINDER, P14D",
    "SLA_repayment_limit, REPAYMENT_LIMIT, P28D",
    "SLA_evidence_reminder, EVIDENCE_REMINDER, P3D",
    "SLA_evidence_limit, EVIDENCE_LIMIT, P7D",
    "SLA_remedy_choice_limit, REMEDY_CHOICE_LIMIT, P7D",
    "SLA_objection_limit, OBJECTION_LIMIT, P14D",
    "SLA_repair_limit, REPAIR_LIMIT, P30D",
    "SLA_identify_limit, IDENTIFY_LIMIT, P2D",
    "SLA_withdrawal_reminder, WITHDRAWAL_REMINDER, P1D",
    "SLA_payout_outcome_limit, PAYOUT_OUTCOME_LIMIT, PT6H",
    "SLA_payout_limit, PAYOUT_LIMIT, P2D",
    "SLA_clock_review, CLOCK_REVIEW, P90D"
  })
  void saysHowLongAStepMayTake(String rule, TimeLimit limit, Duration duration) {
    assertThat(
            TABLES.decide("sla", Map.of("timeLimit", limit.name(), "country", "NL")).matchedRules())
        .containsExactly(rule);
    assertThat(LIMITS.of(limit, "NL")).isEqualTo(duration);
    assertThat(LIMITS.of(limit, TimeLimits.COUNTRY_UNKNOWN)).isEqualTo(duration);
  }

  @Test
  void hasACaseForEachRowAndARowForEachLimit() throws Exception {
    String[] cases =
        TimeLimitsTest.class
            .getDeclaredMethod(
                "saysHowLongAStepMayTake", String.class, TimeLimit.class, Duration.class)
            .getAnnotation(CsvSource.class)
            .value();

    Set<String> rows =
        Pattern.compile("<rule id=\"([^\"]+)\"")
            .matcher(TablesForTests.text("sla.dmn"))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toSet());
    assertThat(column(cases, 0)).isEqualTo(rows);
    assertThat(column(cases, 1))
        .isEqualTo(
            Arrays.stream(TimeLimit.values()).map(TimeLimit::name).collect(Collectors.toSet()));
  }

  private static Set<String> column(String[] cases, int number) {
    return Arrays.stream(cases)
        .map(line -> line.split(",")[number].strip())
        .collect(Collectors.toSet());
  }

  @Test
  void namesVariablesAsTheTimersReadThem() {
    assertThat(LIMITS.variables("NL", TimeLimit.LABEL_VALIDITY, TimeLimit.CLOCK_REVIEW))
        .isEqualTo(Map.of("labelValidity", "PT672H", "clockReview", "PT2160H"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"two days\"",
        "duration(\"P1M\")",
        "duration(\"PT0S\")",
        "duration(\"-P1D\")",
        "duration(\"P7D\")",
        "null"
      })
  void refusesALimitThatCannotBeKeptAndNamesTheTable(String said) {
    DecisionTables saying = TablesForTests.changed("sla.dmn", "duration(\"P5D\")", said);

    assertThatThrownBy(
            () ->
                new TimeLimits(saying, new TimeLimitProperties(Map.of()))
                    .of(TimeLimit.RETURN_LIMIT, "NL"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("sla.dmn")
        .hasMessageContaining("RETURN_LIMIT");
  }

  @Test
  void takesALimitOfTheEnvironmentInPlaceOfTheTables() {
    Map<String, Object> environment =
        Map.of("RETOUR_TIMELIMITS_LABELVALIDITY", "PT3M", "RETOUR_TIMELIMITS_TRANSITLIMIT", "PT2M");
    TimeLimitProperties bound =
        new Binder(
                ConfigurationPropertySources.from(
                    new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment)))
            .bind("retour", TimeLimitProperties.class)
            .get();
    TimeLimits rehearsed = new TimeLimits(TABLES, bound);

    assertThat(rehearsed.of(TimeLimit.LABEL_VALIDITY, "NL")).isEqualTo(Duration.ofMinutes(3));
    assertThat(rehearsed.of(TimeLimit.TRANSIT_LIMIT, "NL")).isEqualTo(Duration.ofMinutes(2));
    assertThat(rehearsed.of(TimeLimit.LABEL_REMINDER, "NL")).isEqualTo(Duration.ofDays(21));
  }

  @Test
  void refusesARehearsalThatBreaksWhatOthersPromiseUs() {
    TimeLimitProperties tooLong =
        new TimeLimitProperties(Map.of(TimeLimit.RETURN_LIMIT, Duration.ofDays(8)));

    assertThatThrownBy(() -> new TimeLimits(TABLES, tooLong)).isInstanceOf(Problem.class);
  }
}
