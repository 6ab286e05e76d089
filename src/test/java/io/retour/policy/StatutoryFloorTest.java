package io.retour.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.dmn.TablesForTests;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * What no policy may take away, whatever a process owner writes into the tables: the right of
 * withdrawal (Directive 2011/83/EU Art. 9, 13 and 14) and an answer to every question.
 */
class StatutoryFloorTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final DecisionTables TABLES = TablesForTests.packaged();
  private final ReturnPolicy policy = new ReturnPolicy(TABLES);

  private record Case(ReturnFacts facts, ReturnFacts.Line line, String riskLevel) {}

  @Provide
  Arbitrary<Case> euConsumersWithinTheirPeriod() {
    Arbitrary<ReturnFacts.Line> lines =
        Combinators.combine(
                Arbitraries.of(ReturnReason.values()),
                Arbitraries.of("FASHION", "SHOES", "ELECTRONICS", "HOME", "BEAUTY", "OTHER"),
                Arbitraries.integers().between(1, 5),
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(-1, 2000),
                Arbitraries.integers().between(-400, 2000),
                Arbitraries.of(true, false),
                Arbitraries.longs().between(0, 500_000))
            .as(
                (reason, category, quantity, returnable, days, pastWindow, finalSale, value) ->
                    new ReturnFacts.Line(
                        "line",
                        "SKU",
                        category,
                        quantity,
                        returnable,
                        reason.name(),
                        days >= 0,
                        days,
                        pastWindow,
                        true,
                        "NONE",
                        finalSale,
                        value));
    return Combinators.combine(
            lines,
            Arbitraries.of("NL", "DE", "FR", "PL", "GR", "SE"),
            Arbitraries.of("EUR", "SEK", "PLN"),
            Arbitraries.of("REFUND", "STORE_CREDIT"),
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(0, 100),
            Arbitraries.of(true, false),
            Arbitraries.of("LOW", "MEDIUM", "HIGH"))
        .as(
            (line, country, currency, resolution, returns, rate, oddity, risk) ->
                new Case(
                    new ReturnFacts(
                        country,
                        "EU",
                        true,
                        "webshop",
                        currency,
                        line.valueMinor(),
                        500,
                        "PARCEL_DROP_OFF",
                        resolution,
                        returns + 1,
                        returns,
                        rate,
                        oddity,
                        3,
                        returns % 3,
                        oddity,
                        returns % 4,
                        line.category(),
                        List.of(line)),
                    line,
                    risk));
  }

  /** CRD Art. 9(1): no reason, no score, no shop rule stands in the way. */
  @Property(tries = 400)
  void neverTurnsAnEuConsumerDownWithinThePeriod(
      @ForAll("euConsumersWithinTheirPeriod") Case given) {
    LineAssessment assessment = policy.assess(given.facts(), given.line());

    if (given.line().quantity() <= given.line().returnableQuantity()) {
      assertThat(assessment.outcome()).isIn("ELIGIBLE", "REVIEW");
      assertThat(assessment.possible()).isTrue();
      assertThat(assessment.legalBasis()).isNotEqualTo("VOLUNTARY");
    } else {
      assertThat(assessment.reasonCode()).isEqualTo("ALREADY_RETURNED");
    }
  }

  /** CRD Art. 13(1): money for who asks for money; R-23: credit is never forced. */
  @Property(tries = 400)
  void paysMoneyBackWhateverTheRisk(@ForAll("euConsumersWithinTheirPeriod") Case given) {
    String basis = policy.assess(given.facts(), given.line()).legalBasis();

    assertThat(
            TABLES
                .decide(
                    "resolution",
                    Map.of(
                        "legalBasis",
                        basis,
                        "requestedResolution",
                        "REFUND",
                        "daysPastWindow",
                        given.line().daysPastWindow(),
                        "riskLevel",
                        given.riskLevel()))
                .row())
        .containsEntry("resolution", "REFUND");
  }

  /** C-04, CRD Art. 14(1): a fault is never brought back at the shopper's cost. */
  @Property(tries = 200)
  void takesNoFeeAtTheSellersFault(@ForAll("euConsumersWithinTheirPeriod") Case given) {
    LineAssessment assessment = policy.assess(given.facts(), given.line());
    List<MethodOffer> methods = policy.methods(given.facts(), List.of(assessment));

    assertThat(methods).isNotEmpty();
    if (Set.of("CONFORMITY", "RECALL").contains(assessment.legalBasis())) {
      assertThat(methods).allMatch(method -> method.feeMinor() == 0);
    }
  }

  /** Never less than the fourteen days of Art. 9(1), never more than the weekend after. */
  @Property
  void thePeriodLastsFourteenToSixteenDaysAndEndsOnAWorkingDay(
      @ForAll @IntRange(min = 0, max = 20_000) int day) {
    LocalDate delivered = LocalDate.of(2000, 1, 1).plusDays(day);
    WithdrawalPeriod period = WithdrawalPeriod.after(delivered, true, AMSTERDAM);
    LocalDate last = Objects.requireNonNull(period.lastDay());

    assertThat(last).isBetween(delivered.plusDays(14), delivered.plusDays(16));
    assertThat(last.getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    assertThat(
            period.openAt(
                delivered.plusDays(14).atTime(LocalTime.MAX).atZone(AMSTERDAM).toInstant()))
        .isTrue();
  }

  /** A table that asks back at the counter is no help: each combination has exactly one row. */
  @Example
  void legalBasisAnswersEveryCombination() {
    for (ReturnReason reason : ReturnReason.values()) {
      for (String region : List.of("EU", "UK", "OTHER")) {
        for (boolean consumer : List.of(true, false)) {
          for (int days : List.of(-1, 0, 730, 731)) {
            for (boolean open : List.of(true, false)) {
              for (String exemption : List.of("NONE", "PERSONALISED", "PERISHABLE")) {
                one(
                    "legal-basis",
                    Map.of(
                        "reason", reason.name(),
                        "legalRegion", region,
                        "consumer", consumer,
                        "daysSinceDelivery", days,
                        "withdrawalPeriodOpen", open,
                        "exemption", exemption));
              }
            }
          }
        }
      }
    }
  }

  @Example
  void eligibilityAndResolutionAnswerEveryCombination() {
    for (String basis : List.of("STATUTORY_WITHDRAWAL", "CONFORMITY", "RECALL", "VOLUNTARY")) {
      for (int past : List.of(-30, 0, 1, 7, 8)) {
        for (boolean available : List.of(true, false)) {
          for (boolean delivered : List.of(true, false)) {
            for (boolean finalSale : List.of(true, false)) {
              for (String exemption : List.of("NONE", "MEDIA_SEAL_BROKEN")) {
                one(
                    "eligibility",
                    Map.of(
                        "quantityAvailable", available,
                        "legalBasis", basis,
                        "delivered", delivered,
                        "finalSale", finalSale,
                        "exemption", exemption,
                        "daysPastWindow", past));
              }
            }
          }
        }
        for (String requested : List.of("REFUND", "STORE_CREDIT")) {
          for (String risk : List.of("LOW", "MEDIUM", "HIGH")) {
            one(
                "resolution",
                Map.of(
                    "legalBasis", basis,
                    "requestedResolution", requested,
                    "daysPastWindow", past,
                    "riskLevel", risk));
          }
        }
      }
    }
  }

  /** And no answer destroys anything: Regulation (EU) 2024/1781 (ESPR) Art. 25. */
  @Example
  void dispositionAnswersEveryCombinationAndDestroysNothing() {
    for (Grade grade : Grade.values()) {
      for (ReturnReason reason : ReturnReason.values()) {
        for (String category :
            List.of("FASHION", "SHOES", "ELECTRONICS", "HOME", "BEAUTY", "TOYS", "OTHER")) {
          for (long value : List.of(0L, 5000L, 5001L)) {
            Map<String, Object> decided =
                one(
                    "disposition",
                    Map.of(
                        "grade",
                        grade.name(),
                        "category",
                        category,
                        "unitValueMinor",
                        value,
                        "reason",
                        reason.name()));
            assertThat((String) decided.get("disposition")).doesNotContain("DESTROY");
            // D-02: to recycle is to destroy, which textiles are spared
            if (category.equals("FASHION") || category.equals("SHOES")) {
              assertThat(decided).doesNotContainEntry("disposition", "RECYCLE");
            }
          }
        }
      }
    }
  }

  private static Map<String, Object> one(String decision, Map<String, ?> facts) {
    Decision decided = TABLES.decide(decision, facts);
    assertThat(decided.matchedRules()).as("%s of %s", decision, facts).hasSize(1);
    return decided.row();
  }
}
