package io.retour.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.dmn.TablesForTests;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.shared.Market;
import java.io.InputStream;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What no policy may take away, whatever a process owner writes into the tables: the right of
 * withdrawal (Directive 2011/83/EU Art. 9, 13 and 14) and an answer to every question.
 */
class StatutoryFloorTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
  private static final List<String> CATEGORIES =
      List.of("FASHION", "SHOES", "ELECTRONICS", "HOME", "BEAUTY", "TOYS", "OTHER");
  private static final List<String> EXEMPTIONS =
      List.of("NONE", "PERSONALISED", "PERISHABLE", "HYGIENE_SEAL_BROKEN", "MEDIA_SEAL_BROKEN");
  private static final DecisionTables TABLES = TablesForTests.packaged();
  private final ReturnPolicy policy = new ReturnPolicy(TABLES, StatutoryFloorTest::atPurchase);

  private static final String BEFORE = "the table of the purchase";

  /** The table of ways back at the purchase, by which two of them cost one euro. */
  private static Optional<Decision> atPurchase(
      String tableChecksum, String decisionId, Map<String, ?> inputs) {
    return tableChecksum.equals(BEFORE)
        ? Optional.of(
            new Decision(
                decisionId,
                tableChecksum,
                Map.of(),
                List.of(
                    Map.of("method", "PARCEL_DROP_OFF", "feeMinor", 100L),
                    Map.of("method", "HOME_PICKUP", "feeMinor", 100L)),
                List.of()))
        : Optional.empty();
  }

  private record Case(ReturnFacts facts, ReturnFacts.Line line, String riskLevel) {}

  /** As {@code ConformityTime} names it. */
  private static String lawOf(String country) {
    return Set.of("NL", "FR", "SE").contains(country) ? country : "EU";
  }

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
                        "Title",
                        category,
                        quantity,
                        returnable,
                        reason.name(),
                        days >= 0,
                        days,
                        days < 0 ? 0 : days / 30 + 1,
                        finalSale,
                        pastWindow,
                        true,
                        "NONE",
                        finalSale,
                        "NONE",
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
                        oddity ? "lumen" : "kestrel",
                        country,
                        "EU",
                        true,
                        oddity,
                        lawOf(country),
                        "webshop",
                        currency,
                        line.valueMinor(),
                        500,
                        line.quantity(),
                        1,
                        "PARCEL_DROP_OFF",
                        resolution,
                        List.of(),
                        List.of(TABLES.checksumOf("return-methods"), BEFORE),
                        oddity
                            ? List.of("HOME_PICKUP", "PARCEL_DROP_OFF", "QR_DROP_OFF")
                            : List.of(),
                        returns + 1,
                        returns,
                        returns / 2,
                        returns,
                        1 + returns % 4,
                        rate,
                        rate,
                        rate,
                        returns % 5,
                        returns % 6,
                        returns % 2,
                        rate,
                        returns % 7,
                        oddity,
                        3,
                        returns % 3,
                        returns % 2,
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
    // and nothing but what is a matter of fact is held against a right
    assertThat(assessment.reasons()).allMatch(reason -> reason.level().equals("ITEM"));
  }

  /**
   * CRD Art. 9(1): the reason that is given takes nothing away, so whoever can withdraw keeps that
   * right beside the one that the fault gives.
   */
  @Property(tries = 400)
  void keepsTheRightOfWithdrawalWhateverTheReason(
      @ForAll("euConsumersWithinTheirPeriod") Case given) {
    assertThat(policy.assess(given.facts(), given.line()).bases()).contains("STATUTORY_WITHDRAWAL");
  }

  /** CRD Art. 14(1) and 6(6): who was not told of its cost does not pay for the way back. */
  @Property(tries = 200)
  void takesNoFeeFromAConsumerWhomNobodyInformed(
      @ForAll("euConsumersWithinTheirPeriod") Case given) {
    LineAssessment assessment = policy.assess(given.facts(), given.line());

    if (!given.facts().returnCostInformed()) {
      assertThat(policy.methods(given.facts(), List.of(assessment)))
          .allMatch(method -> method.feeMinor() == 0);
    }
  }

  /**
   * What was promised at the purchase, and what is promised now: the shopper pays the lower fee.
   */
  @Property(tries = 200)
  void takesNoHigherFeeThanAtThePurchaseNorThanToday(
      @ForAll("euConsumersWithinTheirPeriod") Case given) {
    ReturnFacts facts = given.facts();
    List<LineAssessment> assessed = List.of(policy.assess(facts, given.line()));
    List<MethodOffer> today =
        new ReturnPolicy(TABLES, (table, decision, inputs) -> Optional.empty())
            .methods(facts, assessed);

    assertThat(policy.methods(facts, assessed))
        .zipSatisfy(
            today,
            (offer, now) -> {
              assertThat(offer.method()).isEqualTo(now.method());
              boolean promised = Set.of("PARCEL_DROP_OFF", "HOME_PICKUP").contains(offer.method());
              assertThat(offer.feeMinor())
                  .isEqualTo(promised ? Math.min(now.feeMinor(), 100) : now.feeMinor());
            });
  }

  /**
   * Whatever row a process owner adds: on the levels of order, customer and return it can only be
   * about the shop's own policy (CRD Art. 25: nobody can waive these rights).
   */
  @Example
  void rowsAboutOrderCustomerAndReturnAreForTheVoluntaryPolicyOnly() throws Exception {
    try (InputStream content = DecisionTables.class.getResourceAsStream("/dmn/eligibility.dmn")) {
      NodeList rules =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(Objects.requireNonNull(content))
              .getElementsByTagName("rule");
      List<String> levels = new ArrayList<>();
      for (int i = 0; i < rules.getLength(); i++) {
        Element rule = (Element) rules.item(i);
        if (rule.getAttribute("id").startsWith("ER_")) {
          String level = rule.getElementsByTagName("outputEntry").item(0).getTextContent().strip();
          levels.add(level);
          if (!level.equals("\"ITEM\"")) {
            assertThat(rule.getElementsByTagName("inputEntry").item(0).getTextContent().strip())
                .as(rule.getAttribute("id"))
                .isEqualTo("\"VOLUNTARY\"");
          }
        }
      }
      assertThat(levels).contains("\"ORDER\"", "\"CUSTOMER\"", "\"ITEM\"", "\"RETURN\"");
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
                        "brand",
                        given.facts().brand(),
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

  /** The better of purchase, today and law, on each point, whoever changed what in between. */
  @Property(tries = 300)
  void neverGivesLessThanPurchaseTodayOrLaw(
      @ForAll @IntRange(min = 0, max = 400) int windowThen,
      @ForAll @IntRange(min = 0, max = 400) int windowNow,
      @ForAll Set<@From("methods") String> freeThen,
      @ForAll Set<@From("methods") String> freeNow,
      @ForAll Market.LegalRegion region,
      @ForAll boolean consumer) {
    ShopPolicy then = new ShopPolicy(windowThen, freeThen, Set.of("fees then"), "then");
    ShopPolicy now = new ShopPolicy(windowNow, freeNow, Set.of("fees now"), "now");

    ShopPolicy got = ShopPolicy.better(then, now, region, consumer);

    assertThat(got.windowDays())
        .isGreaterThanOrEqualTo(windowThen)
        .isGreaterThanOrEqualTo(windowNow);
    assertThat(got.freeMethods()).containsAll(freeThen).containsAll(freeNow);
    assertThat(got.feeTables()).containsExactlyInAnyOrder("fees then", "fees now");
    if (consumer && region != Market.LegalRegion.OTHER) {
      assertThat(got.windowDays()).isGreaterThanOrEqualTo(14);
    }
    // and nothing that nobody promised
    assertThat(freeThen.size() + freeNow.size()).isGreaterThanOrEqualTo(got.freeMethods().size());
    assertThat(got.windowDays()).isIn(windowThen, windowNow, 14);
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of("PARCEL_DROP_OFF", "QR_DROP_OFF", "STORE", "HOME_PICKUP");
  }

  /** GDPR Art. 22: no score, however high, changes basis, eligibility or money of a right. */
  @Property(tries = 300)
  void riskNeverBlocksAStatutoryRight(@ForAll("euConsumersWithinTheirPeriod") Case given) {
    ReturnFacts facts = given.facts();
    Map<String, Object> worst =
        Map.ofEntries(
            Map.entry("brand", facts.brand()),
            Map.entry("customerOrders", 50),
            Map.entry("customerReturnRatePercent", 100),
            Map.entry("customerReturns90Days", 60),
            Map.entry("customerReturns7Days", 30),
            Map.entry("customerReturns", 90),
            Map.entry("customerAliases", 9),
            Map.entry("returnValueMinor", facts.returnValueMinor()),
            Map.entry("valueConcentrationPercent", 100),
            Map.entry("faultReasonsPercent", 100),
            Map.entry("keepItemUses", 9),
            Map.entry("payoutsElsewhere", 9),
            Map.entry("openDisputes", 9),
            Map.entry("lightestParcelPercent", 0),
            Map.entry("returnsOfOrder", 9),
            Map.entry("lastDayReturn", true),
            Map.entry("sameStyleSizes", 9),
            Map.entry("earlierFraudReports", 9),
            Map.entry("neverArrivedClaims", 9));
    Map<String, Object> risk = TABLES.decide("fraud-risk", worst).row();
    assertThat(risk).containsEntry("level", "HIGH").containsEntry("score", 100L);

    LineAssessment assessment = policy.assess(facts, given.line());
    if (given.line().quantity() <= given.line().returnableQuantity()) {
      assertThat(assessment.possible()).isTrue();
      assertThat(
              one(
                  "resolution",
                  Map.of(
                      "brand", facts.brand(),
                      "legalBasis", assessment.legalBasis(),
                      "requestedResolution", "REFUND",
                      "daysPastWindow", given.line().daysPastWindow(),
                      "riskLevel", risk.get("level"))))
          .containsEntry("resolution", "REFUND");
    }
  }

  /** Never less than the fourteen days of Art. 9(1), never more than the weekend after. */
  @Property
  void thePeriodLastsFourteenToSixteenDaysAndEndsOnAWorkingDay(
      @ForAll @IntRange(min = 0, max = 20_000) int day) {
    LocalDate delivered = LocalDate.of(2000, 1, 1).plusDays(day);
    WithdrawalPeriod period =
        WithdrawalPeriod.after(delivered, true, null, AMSTERDAM, date -> false);
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
          for (int months : List.of(0, 1, 24, 25, 73)) {
            for (boolean open : List.of(true, false)) {
              for (String exemption : EXEMPTIONS) {
                for (boolean delivered : List.of(true, false)) {
                  Decision decided =
                      TABLES.decide(
                          "legal-basis",
                          Map.of(
                              "reason", reason.name(),
                              "legalRegion", region,
                              "consumer", consumer,
                              "conformityLaw", consumer ? region : "BUSINESS",
                              "daysSinceDelivery", months * 30,
                              "monthsSinceDelivery", months,
                              "liabilityExtended", false,
                              "withdrawalPeriodOpen", open,
                              "exemption", exemption,
                              "delivered", delivered));
                  assertThat(decided.matchedRules().stream().filter(row -> row.startsWith("LB_")))
                      .hasSize(1);
                }
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
                assertThat(
                        TABLES
                            .decide(
                                "eligibility",
                                Map.ofEntries(
                                    Map.entry("quantityAvailable", available),
                                    Map.entry("legalBasis", basis),
                                    Map.entry("clarification", "NONE"),
                                    Map.entry("delivered", delivered),
                                    Map.entry("finalSale", finalSale),
                                    Map.entry("exemption", exemption),
                                    Map.entry("daysPastWindow", past),
                                    Map.entry("customerReturns90Days", 25),
                                    Map.entry("earlierFraudReports", 2),
                                    Map.entry("returnValueMinor", 300_000),
                                    Map.entry("returnPieces", 1)))
                            .matchedRules()
                            .stream()
                            .filter(rule -> rule.startsWith("EL_")))
                    .hasSize(1);
              }
            }
          }
        }
        for (String requested : List.of("REFUND", "STORE_CREDIT")) {
          for (String risk : List.of("LOW", "MEDIUM", "HIGH")) {
            one(
                "resolution",
                Map.of(
                    "brand", "lumen",
                    "legalBasis", basis,
                    "requestedResolution", requested,
                    "daysPastWindow", past,
                    "riskLevel", risk));
          }
        }
      }
    }
  }

  /**
   * Regulation (EU) 2024/1781 (ESPR) Art. 25; to recycle is to destroy, which textiles are spared.
   */
  @Example
  void dispositionAnswersEveryCombinationAndDestroysNothingWithoutGrounds() {
    for (Grade grade : Grade.values()) {
      for (ReturnReason reason : ReturnReason.values()) {
        for (String category : CATEGORIES) {
          for (long value : List.of(0L, 5000L, 5001L, 900_000L)) {
            Decision decided =
                TABLES.decide(
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
            assertThat(decided.matchedRules().stream().filter(rule -> rule.startsWith("DI_")))
                .hasSize(1);
            assertThat(decided.row().get("spared")).isNotIn("RECYCLE", "DESTROY");
            assertThat(afterAsking(decided.row(), category)).isNotEqualTo("DESTROY");
            if (category.equals("FASHION") || category.equals("SHOES")) {
              assertThat(afterAsking(decided.row(), category)).isNotEqualTo("RECYCLE");
            }
          }
        }
      }
    }
  }

  /** What the process does with a disposition when the inspector gave no grounds. */
  private static Object afterAsking(Map<String, Object> disposition, String category) {
    Object treatment = disposition.get("disposition");
    if (!treatment.equals("RECYCLE") && !treatment.equals("DESTROY")) {
      return treatment;
    }
    return one(
                "destroy-allowed",
                Map.of(
                    "treatment",
                    treatment,
                    "country",
                    "NL",
                    "legalRegion",
                    "EU",
                    "category",
                    category,
                    "unsold",
                    true,
                    "derogation",
                    "NONE",
                    "evidenceGiven",
                    false))
            .get("allowed")
            .equals(true)
        ? treatment
        : disposition.get("spared");
  }

  /** Whatever else is true of the piece: grounds and evidence, or it is not destroyed. */
  @Property(tries = 500)
  void destroysNothingWithoutADerogationAndItsEvidence(
      @ForAll("treatments") String treatment,
      @ForAll("countries") String country,
      @ForAll("categories") String category,
      @ForAll boolean unsold,
      @ForAll("derogations") String derogation,
      @ForAll boolean evidence) {
    Map<String, Object> decided =
        one(
            "destroy-allowed",
            Map.of(
                "treatment", treatment,
                "country", country,
                "legalRegion", Market.legalRegion(country).name(),
                "category", category,
                "unsold", unsold,
                "derogation", derogation,
                "evidenceGiven", evidence));

    boolean grounds =
        evidence && !derogation.equals("NONE") && !derogation.equals("BECAUSE_WE_WANT_TO");
    boolean banned =
        treatment.equals("DESTROY")
            || (unsold
                && Set.of("FASHION", "SHOES").contains(category)
                && Market.legalRegion(country) == Market.LegalRegion.EU);
    if (banned && !grounds) {
      assertThat(decided).containsEntry("allowed", false);
    }
  }

  @Provide
  Arbitrary<String> treatments() {
    return Arbitraries.of("RECYCLE", "DESTROY");
  }

  @Provide
  Arbitrary<String> countries() {
    return Arbitraries.of("NL", "FR", "DE", "GB", "US");
  }

  @Provide
  Arbitrary<String> categories() {
    return Arbitraries.of(CATEGORIES);
  }

  /** One word that no law knows is among them. */
  @Provide
  Arbitrary<String> derogations() {
    return Arbitraries.of(
        "NONE", "DANGEROUS", "DONATION_REFUSED", "DAMAGE_UNACCEPTABLE", "BECAUSE_WE_WANT_TO");
  }

  private static Map<String, Object> one(String decision, Map<String, ?> facts) {
    Decision decided = TABLES.decide(decision, facts);
    assertThat(decided.matchedRules()).as("%s of %s", decision, facts).hasSize(1);
    return decided.row();
  }
}
