package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.policy.Decision;
import io.retour.policy.DecisionTables;
import io.retour.policy.TimeLimitsTest;
import io.retour.shared.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * One case for each row of each table, and a test that fails when a row has none. A process owner
 * who adds a row adds a line here: the facts that lead to it and what it is to answer.
 */
class DecisionTablesTest {

  private static final DecisionTables TABLES = TablesForTests.packaged();

  /**
   * @param rule the row's id in its DMN file
   * @param facts what leads to it
   * @param output what it gives
   * @param others rows that match besides, where a table collects or builds on another
   */
  private record Row(
      String decision, String rule, Map<String, Object> facts, Object output, List<String> others) {

    Decision decided() {
      return TABLES.decide(decision, facts);
    }

    Row besides(String... rules) {
      return new Row(
          decision, rule, facts, output, Stream.concat(others.stream(), Stream.of(rules)).toList());
    }

    /** The same at another brand. */
    Row of(String brand) {
      Map<String, Object> there = new LinkedHashMap<>(facts);
      there.put("brand", brand);
      return new Row(decision, rule, there, output, others);
    }

    @Override
    public String toString() {
      return rule;
    }
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  // legal-basis

  /** The facts of one item; the law is that of the region. */
  private record Ground(String rule, Map<String, Object> facts) {

    Row gives(
        String legalBasis,
        String furtherBasis,
        String clarification,
        String provision,
        String conformityRule) {
      return new Row(
          "legal-basis",
          rule,
          facts,
          map(
              "legalBasis", legalBasis,
              "furtherBasis", furtherBasis,
              "clarification", clarification,
              "provision", provision),
          List.of(conformityRule));
    }
  }

  private static Ground basis(
      String rule,
      String reason,
      String region,
      boolean consumer,
      int monthsSinceDelivery,
      boolean periodOpen,
      String exemption,
      boolean delivered) {
    return new Ground(
        rule,
        map(
            "reason", reason,
            "legalRegion", region,
            "consumer", consumer,
            "conformityLaw", consumer ? region : "BUSINESS",
            "daysSinceDelivery", monthsSinceDelivery * 30,
            "monthsSinceDelivery", monthsSinceDelivery,
            "liabilityExtended", false,
            "withdrawalPeriodOpen", periodOpen,
            "exemption", exemption,
            "delivered", delivered));
  }

  static List<Row> legalBasis() {
    return List.of(
        basis(
                "LB_recall_withdrawal_too",
                "RECALL",
                "EU",
                true,
                1,
                true,
                "HYGIENE_SEAL_BROKEN",
                true)
            .gives("RECALL", "STATUTORY_WITHDRAWAL", "NONE", "GPSR_ART_37", "CF_eu_presumed"),
        basis("LB_recall_exempt", "RECALL", "EU", true, 1, true, "PERISHABLE", true)
            .gives("RECALL", "NONE", "NONE", "GPSR_ART_37", "CF_eu_presumed"),
        basis("LB_recall", "RECALL", "UK", true, 2, false, "NONE", true)
            .gives("RECALL", "NONE", "NONE", "GPSR_ART_37", "CF_uk_presumed"),
        basis("LB_recall_business", "RECALL", "OTHER", false, 130, false, "NONE", true)
            .gives("RECALL", "NONE", "NONE", "GPSR_ART_37", "CF_other"),
        basis("LB_recall_other_region", "RECALL", "OTHER", true, 130, false, "NONE", true)
            .gives("RECALL", "NONE", "NONE", "GPSR_ART_37", "CF_other"),
        basis("LB_conformity_withdrawal_too", "DEFECTIVE", "EU", true, 1, true, "NONE", true)
            .gives("CONFORMITY", "STATUTORY_WITHDRAWAL", "NONE", "SGD_ART_10", "CF_eu_presumed"),
        basis("LB_conformity_exempt", "DEFECTIVE", "EU", true, 1, true, "PERSONALISED", true)
            .gives("CONFORMITY", "NONE", "NONE", "SGD_ART_10", "CF_eu_presumed"),
        basis("LB_conformity", "DEFECTIVE", "EU", true, 24, false, "PERSONALISED", true)
            .gives("CONFORMITY", "NONE", "NONE", "SGD_ART_10", "CF_eu_second_year"),
        basis("LB_old_fault_withdrawal", "DEFECTIVE", "EU", true, 25, true, "NONE", true)
            .gives("STATUTORY_WITHDRAWAL", "NONE", "NONE", "CRD_ART_9", "CF_eu_over"),
        basis(
                "LB_old_fault_seal_intact",
                "DEFECTIVE",
                "EU",
                true,
                25,
                true,
                "MEDIA_SEAL_BROKEN",
                false)
            .gives("STATUTORY_WITHDRAWAL", "NONE", "NONE", "CRD_ART_9", "CF_eu_over"),
        basis(
                "LB_old_fault_hygiene_seal",
                "DEFECTIVE",
                "EU",
                true,
                25,
                true,
                "HYGIENE_SEAL_BROKEN",
                true)
            .gives("STATUTORY_WITHDRAWAL", "NONE", "SEAL", "CRD_ART_16_E", "CF_eu_over"),
        basis(
                "LB_old_fault_media_seal",
                "DEFECTIVE",
                "EU",
                true,
                25,
                true,
                "MEDIA_SEAL_BROKEN",
                true)
            .gives("STATUTORY_WITHDRAWAL", "NONE", "SEAL", "CRD_ART_16_I", "CF_eu_over"),
        basis("LB_old_fault_exempt", "DEFECTIVE", "EU", true, 25, true, "PERISHABLE", true)
            .gives("CONFORMITY", "NONE", "LIABILITY", "SGD_ART_10", "CF_eu_over"),
        basis("LB_old_fault", "DEFECTIVE", "EU", true, 25, false, "NONE", true)
            .gives("CONFORMITY", "NONE", "LIABILITY", "SGD_ART_10", "CF_eu_over"),
        basis("LB_withdrawal", "NO_REASON_GIVEN", "EU", true, 1, true, "NONE", true)
            .gives("STATUTORY_WITHDRAWAL", "NONE", "NONE", "CRD_ART_9", "CF_eu_presumed"),
        basis(
                "LB_withdrawal_seal_intact",
                "CHANGED_MIND",
                "EU",
                true,
                0,
                true,
                "HYGIENE_SEAL_BROKEN",
                false)
            .gives("STATUTORY_WITHDRAWAL", "NONE", "NONE", "CRD_ART_9", "CF_eu_presumed"),
        basis(
                "LB_withdrawal_hygiene_seal",
                "CHANGED_MIND",
                "EU",
                true,
                1,
                true,
                "HYGIENE_SEAL_BROKEN",
                true)
            .gives("STATUTORY_WITHDRAWAL", "NONE", "SEAL", "CRD_ART_16_E", "CF_eu_presumed"),
        basis(
                "LB_withdrawal_media_seal",
                "CHANGED_MIND",
                "EU",
                true,
                1,
                true,
                "MEDIA_SEAL_BROKEN",
                true)
            .gives("STATUTORY_WITHDRAWAL", "NONE", "SEAL", "CRD_ART_16_I", "CF_eu_presumed"),
        basis("LB_policy_exempt", "CHANGED_MIND", "EU", true, 1, true, "PERISHABLE", true)
            .gives("VOLUNTARY", "NONE", "NONE", "SELLER_POLICY", "CF_eu_presumed"),
        basis("LB_policy_period_over", "CHANGED_MIND", "EU", true, 1, false, "NONE", true)
            .gives("VOLUNTARY", "NONE", "NONE", "SELLER_POLICY", "CF_eu_presumed"),
        basis("LB_policy_business", "DEFECTIVE", "EU", false, 1, true, "NONE", true)
            .gives("VOLUNTARY", "NONE", "NONE", "SELLER_POLICY", "CF_other"),
        basis("LB_policy_other_region", "CHANGED_MIND", "OTHER", true, 1, true, "NONE", true)
            .gives("VOLUNTARY", "NONE", "NONE", "SELLER_POLICY", "CF_other"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void legalBasis(Row row) {
    answers(row);
  }

  // eligibility

  /** An item that nothing stands against: delivered, in its window, of an ordinary shopper. */
  private static Map<String, Object> item(String legalBasis, Object... differences) {
    Map<String, Object> facts =
        map(
            "legalBasis",
            legalBasis,
            "clarification",
            "NONE",
            "quantityAvailable",
            true,
            "delivered",
            true,
            "daysPastWindow",
            -5,
            "finalSale",
            false,
            "exemption",
            "NONE",
            "customerReturns90Days",
            1,
            "earlierFraudReports",
            0,
            "returnValueMinor",
            5000L,
            "returnPieces",
            1);
    facts.putAll(map(differences));
    return facts;
  }

  private static Map<String, Object> reason(String level, String code, String mode) {
    return map("scope", level, "reasonCode", code, "mode", mode);
  }

  private static Row against(
      String rule, String level, String code, String mode, Map<String, Object> facts) {
    return new Row(
        "eligibilityReasons", rule, facts, List.of(reason(level, code, mode)), List.of());
  }

  static List<Row> eligibilityReasons() {
    String own = "VOLUNTARY";
    return List.of(
        against(
            "ER_item_already_returned",
            "ITEM",
            "ALREADY_RETURNED",
            "BLOCK",
            item("CONFORMITY", "quantityAvailable", false)),
        against(
            "ER_item_right_before_delivery",
            "ITEM",
            "CANCEL_BEFORE_DELIVERY",
            "INCLUDE",
            item("STATUTORY_WITHDRAWAL", "delivered", false)),
        against(
            "ER_item_seal_unclear",
            "ITEM",
            "SEAL_UNCLEAR",
            "INCLUDE",
            item("STATUTORY_WITHDRAWAL", "clarification", "SEAL")),
        against(
            "ER_item_liability_unclear",
            "ITEM",
            "LIABILITY_UNCLEAR",
            "INCLUDE",
            item("CONFORMITY", "clarification", "LIABILITY")),
        against(
            "ER_order_not_delivered",
            "ORDER",
            "NOT_YET_DELIVERED",
            "BLOCK",
            item(own, "delivered", false)),
        against(
            "ER_order_shortly_after",
            "ORDER",
            "SHORTLY_AFTER_WINDOW",
            "INCLUDE",
            item(own, "daysPastWindow", 7)),
        against(
            "ER_order_too_late",
            "ORDER",
            "RETURN_PERIOD_ENDED",
            "MENTION",
            item(own, "daysPastWindow", 8)),
        against(
            "ER_customer_very_many_returns",
            "CUSTOMER",
            "VERY_MANY_RETURNS",
            "INCLUDE",
            item(own, "customerReturns90Days", 20)),
        against(
            "ER_customer_earlier_reports",
            "CUSTOMER",
            "EARLIER_REPORTS",
            "INCLUDE",
            item(own, "earlierFraudReports", 2)),
        against(
            "ER_item_final_sale", "ITEM", "FINAL_SALE", "MENTION", item(own, "finalSale", true)),
        against(
            "ER_item_exempt",
            "ITEM",
            "EXEMPT_GOODS",
            "MENTION",
            item(own, "exemption", "PERSONALISED")),
        against(
            "ER_return_high_value",
            "RETURN",
            "HIGH_VALUE_RETURN",
            "INCLUDE",
            item(own, "returnValueMinor", 250000L)),
        against(
            "ER_return_many_pieces",
            "RETURN",
            "MANY_PIECES",
            "INCLUDE",
            item(own, "returnPieces", 31)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void eligibilityReasons(Row row) {
    answers(row);
  }

  private static Row eligible(
      String rule,
      Map<String, Object> facts,
      String outcome,
      String mode,
      String reasonCode,
      List<Map<String, Object>> reasons) {
    return new Row(
        "eligibility",
        rule,
        facts,
        map("outcome", outcome, "mode", mode, "reasonCode", reasonCode, "reasons", reasons),
        List.of());
  }

  static List<Row> eligibility() {
    String own = "VOLUNTARY";
    return List.of(
        eligible("EL_eligible", item(own), "ELIGIBLE", "NONE", "NONE", List.of()),
        eligible(
                "EL_include",
                item(own, "earlierFraudReports", 3, "returnPieces", 40),
                "REVIEW",
                "INCLUDE",
                "EARLIER_REPORTS",
                List.of(
                    reason("CUSTOMER", "EARLIER_REPORTS", "INCLUDE"),
                    reason("RETURN", "MANY_PIECES", "INCLUDE")))
            .besides("ER_customer_earlier_reports", "ER_return_many_pieces"),
        eligible(
                "EL_mention",
                item(own, "earlierFraudReports", 2, "daysPastWindow", 30, "finalSale", true),
                "NOT_ELIGIBLE",
                "MENTION",
                "RETURN_PERIOD_ENDED",
                List.of(
                    reason("ORDER", "RETURN_PERIOD_ENDED", "MENTION"),
                    reason("CUSTOMER", "EARLIER_REPORTS", "INCLUDE"),
                    reason("ITEM", "FINAL_SALE", "MENTION")))
            .besides("ER_order_too_late", "ER_customer_earlier_reports", "ER_item_final_sale"),
        eligible(
                "EL_block",
                item(own, "delivered", false, "finalSale", true),
                "NOT_ELIGIBLE",
                "BLOCK",
                "NOT_YET_DELIVERED",
                List.of(
                    reason("ORDER", "NOT_YET_DELIVERED", "BLOCK"),
                    reason("ITEM", "FINAL_SALE", "MENTION")))
            .besides("ER_order_not_delivered", "ER_item_final_sale"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void eligibility(Row row) {
    answers(row);
  }

  @ParameterizedTest(name = "{0} days past the window: {1}")
  @CsvSource({
    "-30, EL_eligible",
    "0, EL_eligible",
    "1, ER_order_shortly_after",
    "7, ER_order_shortly_after",
    "8, ER_order_too_late",
  })
  void drawsTheLineAtTheEndOfTheWindowAndAWeekLater(int daysPastWindow, String rule) {
    assertThat(
            TABLES
                .decide("eligibility", item("VOLUNTARY", "daysPastWindow", daysPastWindow))
                .matchedRules())
        .contains(rule);
  }

  /** Everything at once against an item under a right: nothing of it counts. */
  @ParameterizedTest
  @ValueSource(strings = {"STATUTORY_WITHDRAWAL", "CONFORMITY", "RECALL"})
  void noReasonOfPolicyTouchesARight(String right) {
    assertThat(
            TABLES
                .decide(
                    "eligibility",
                    item(
                        right,
                        "daysPastWindow",
                        900,
                        "finalSale",
                        true,
                        "exemption",
                        "PERISHABLE",
                        "customerReturns90Days",
                        99,
                        "earlierFraudReports",
                        9,
                        "returnValueMinor",
                        99_999_999L,
                        "returnPieces",
                        999))
                .row())
        .containsEntry("outcome", "ELIGIBLE")
        .containsEntry("reasons", List.of());
  }

  /**
   * C-01 and the countries with more: two years and no fixed number of days in the EU (Directive
   * (EU) 2019/771 Art. 10), three in Spain, Portugal and Sweden, six in Ireland and the United
   * Kingdom, no fixed end in the Netherlands and Finland. What no table knows, a person finds out.
   */
  @ParameterizedTest(name = "{0}, {1} months begun: {2}")
  @CsvSource({
    "EU, 0, NONE",
    "EU, 24, NONE",
    "EU, 25, LIABILITY",
    "FR, 24, NONE",
    "FR, 25, LIABILITY",
    "ES, 36, NONE",
    "ES, 37, LIABILITY",
    "PT, 36, NONE",
    "PT, 37, LIABILITY",
    "SE, 36, NONE",
    "SE, 37, LIABILITY",
    "NL, 24, NONE",
    "NL, 25, LIABILITY",
    "NL, 120, LIABILITY",
    "FI, 24, NONE",
    "FI, 120, LIABILITY",
    "IE, 72, NONE",
    "IE, 73, LIABILITY",
    "UK, 60, NONE",
    "UK, 61, LIABILITY",
  })
  void answersForAFaultAsLongAsTheLawOfTheCountrySays(
      String law, int months, String clarification) {
    Map<String, Object> facts =
        new LinkedHashMap<>(
            basis(
                    "",
                    "DEFECTIVE",
                    law.equals("UK") ? "UK" : "EU",
                    true,
                    months,
                    false,
                    "NONE",
                    true)
                .facts());
    facts.put("conformityLaw", law);

    assertThat(TABLES.decide("legal-basis", facts).row())
        .containsEntry("legalBasis", "CONFORMITY")
        .containsEntry("clarification", clarification);
  }

  // fraud-risk

  private static Map<String, Object> shopper(Object... differences) {
    Map<String, Object> facts =
        map(
            "brand", "lumen",
            "customerOrders", 8,
            "customerReturnRatePercent", 20,
            "customerReturns90Days", 1,
            "customerReturns7Days", 1,
            "customerReturns", 4,
            "customerAliases", 1,
            "returnValueMinor", 5000L,
            "valueConcentrationPercent", 20,
            "faultReasonsPercent", 10,
            "keepItemUses", 0,
            "payoutsElsewhere", 0,
            "openDisputes", 0,
            "lightestParcelPercent", 100,
            "returnsOfOrder", 0,
            "lastDayReturn", false,
            "sameStyleSizes", 1,
            "earlierFraudReports", 0,
            "neverArrivedClaims", 0);
    facts.putAll(map(differences));
    return facts;
  }

  private static Row signal(String rule, String signal, long points, Object... differences) {
    return new Row(
        "riskSignals",
        rule,
        shopper(differences),
        List.of(map("signal", signal, "points", points)),
        List.of());
  }

  static List<Row> riskSignals() {
    String rate = "customerReturnRatePercent";
    return List.of(
        signal("FS_high_return_rate", "HIGH_RETURN_RATE", 15, "customerOrders", 5, rate, 50),
        signal("FS_very_high_return_rate", "VERY_HIGH_RETURN_RATE", 30, rate, 75),
        signal("FS_many_returns", "MANY_RETURNS", 10, "customerReturns90Days", 5),
        signal("FS_very_many_returns", "VERY_MANY_RETURNS", 20, "customerReturns90Days", 10),
        signal("FS_high_value", "HIGH_VALUE", 10, "returnValueMinor", 25000L),
        signal(
            "FS_high_value_kestrel",
            "HIGH_VALUE",
            10,
            "brand",
            "kestrel",
            "returnValueMinor",
            40000L),
        signal("FS_very_high_value", "VERY_HIGH_VALUE", 20, "returnValueMinor", 75000L),
        new Row(
            "riskSignals",
            "FS_new_customer_high_value",
            shopper("customerOrders", 1, "returnValueMinor", 50000L),
            List.of(
                map("signal", "HIGH_VALUE", "points", 10L),
                map("signal", "NEW_CUSTOMER_HIGH_VALUE", "points", 15L)),
            List.of("FS_high_value")),
        signal("FS_burst", "BURST_OF_RETURNS", 10, "customerReturns7Days", 4),
        signal("FS_aliases", "SEVERAL_ADDRESSES", 10, "customerAliases", 2),
        new Row(
            "riskSignals",
            "FS_value_concentrated",
            shopper("valueConcentrationPercent", 51, "returnValueMinor", 25000L),
            List.of(
                map("signal", "HIGH_VALUE", "points", 10L),
                map("signal", "VALUE_CONCENTRATED", "points", 10L)),
            List.of("FS_high_value")),
        signal(
            "FS_always_faulty",
            "ALWAYS_FAULTY",
            15,
            "customerReturns",
            5,
            "faultReasonsPercent",
            90),
        signal("FS_kept_often", "KEPT_OFTEN", 10, "keepItemUses", 3),
        signal("FS_paid_elsewhere", "PAID_OUT_ANOTHER_WAY", 10, "payoutsElsewhere", 2),
        signal("FS_payment_disputed", "PAYMENT_DISPUTED", 15, "openDisputes", 1),
        signal("FS_light_parcel", "LIGHT_PARCEL", 10, "lightestParcelPercent", 49),
        signal("FS_split_returns", "SPLIT_RETURNS", 10, "returnsOfOrder", 3),
        signal("FS_last_day_return", "LAST_DAY_RETURN", 10, "lastDayReturn", true),
        signal("FS_several_sizes", "SEVERAL_SIZES", 10, "sameStyleSizes", 3),
        signal("FS_earlier_fraud_report", "EARLIER_FRAUD_REPORT", 35, "earlierFraudReports", 1),
        signal("FS_repeated_fraud_reports", "REPEATED_FRAUD_REPORTS", 60, "earlierFraudReports", 2),
        signal("FS_never_arrived", "CLAIMED_NEVER_ARRIVED", 10, "neverArrivedClaims", 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void riskSignals(Row row) {
    answers(row);
  }

  private static Row risk(
      String rule, String level, long score, List<String> signals, Object... differences) {
    return new Row(
        "fraud-risk",
        rule,
        shopper(differences),
        map("level", level, "score", score, "signals", signals),
        List.of());
  }

  static List<Row> fraudRisk() {
    return List.of(
        risk("FR_low", "LOW", 0, List.of()),
        risk(
                "FR_medium",
                "MEDIUM",
                30,
                List.of("VERY_HIGH_RETURN_RATE"),
                "customerReturnRatePercent",
                75)
            .besides("FS_very_high_return_rate"),
        risk("FR_high", "HIGH", 60, List.of("REPEATED_FRAUD_REPORTS"), "earlierFraudReports", 2)
            .besides("FS_repeated_fraud_reports"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void fraudRisk(Row row) {
    answers(row);
  }

  /** A score is between 0 and 100, and is HIGH from 60, MEDIUM from 30 on. */
  @ParameterizedTest(name = "{0} returns, {1} % back, value {2}, {3} reports: {4} {5}")
  @CsvSource({
    "0, 0, 0, 0, 0, LOW",
    "5, 50, 0, 0, 25, LOW",
    "0, 75, 0, 0, 30, MEDIUM",
    "10, 50, 75000, 0, 55, MEDIUM",
    "5, 75, 75000, 0, 60, HIGH",
    "10, 75, 75000, 3, 100, HIGH",
  })
  void addsThePointsUpToOneHundred(
      int returns, int rate, long value, int reports, long score, String level) {
    Map<String, Object> risk =
        TABLES
            .decide(
                "fraud-risk",
                shopper(
                    "customerReturns90Days", returns,
                    "customerReturnRatePercent", rate,
                    "returnValueMinor", value,
                    "earlierFraudReports", reports))
            .row();

    assertThat(risk).containsEntry("score", score).containsEntry("level", level);
  }

  // hazmat-triage

  private static Row triaged(
      String rule, String battery, String reason, String hazmat, String provision) {
    return new Row(
        "hazmat-triage",
        rule,
        map("battery", battery, "reason", reason),
        map("hazmatClass", hazmat, "provision", provision),
        List.of());
  }

  static List<Row> hazmatTriage() {
    return List.of(
        triaged("HT_no_battery", "NONE", "DEFECTIVE", "NONE", "NONE"),
        triaged("HT_lithium_sound", "LITHIUM", "CHANGED_MIND", "LITHIUM", "ADR_SP_188"),
        triaged(
            "HT_lithium_damaged",
            "LITHIUM",
            "DAMAGED_IN_TRANSIT",
            "LITHIUM_DAMAGED",
            "ADR_SP_376"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void hazmatTriage(Row row) {
    answers(row);
  }

  // return-methods

  private static Map<String, Object> offer(
      String method, long fee, long refundDays, long co2Grams, long rank) {
    return map(
        "method", method,
        "feeMinor", fee,
        "refundDays", refundDays,
        "co2Grams", co2Grams,
        "rank", rank);
  }

  private static Map<String, Object> parcel(long fee, long refundDays, long co2Grams) {
    return offer("PARCEL_DROP_OFF", fee, refundDays, co2Grams, 2);
  }

  private static Map<String, Object> qr(long fee, long refundDays, long co2Grams) {
    return offer("QR_DROP_OFF", fee, refundDays, co2Grams, 1);
  }

  private static boolean atACounter(String country, String hazmat) {
    return List.of("NL", "BE", "DE").contains(country) && !hazmat.equals("LITHIUM_DAMAGED");
  }

  /** Where the brands have stores, a counter is on offer besides. */
  private static List<Object> offers(String country, String hazmat, Object... offers) {
    return Stream.concat(
            Stream.of(offers),
            atACounter(country, hazmat) ? Stream.of(offer("STORE", 0, 0, 150, 0)) : Stream.of())
        .toList();
  }

  private static final List<String> ALL_CARRIED =
      List.of("HOME_PICKUP", "PARCEL_DROP_OFF", "QR_DROP_OFF");

  private static Row ways(
      String rule,
      String country,
      String currency,
      int grams,
      boolean fault,
      String hazmat,
      Object... offers) {
    return ways(rule, country, currency, grams, fault, hazmat, ALL_CARRIED, offers);
  }

  private static Row ways(
      String rule,
      String country,
      String currency,
      int grams,
      boolean fault,
      String hazmat,
      List<String> carried,
      Object... offers) {
    return new Row(
        "return-methods",
        rule,
        map(
            "brand", "lumen",
            "country", country,
            "currency", currency,
            "returnWeightGrams", grams,
            "sellerAtFault", fault,
            "withdrawing", false,
            "returnCostInformed", true,
            "hazmatClass", hazmat,
            "carriedMethods", carried),
        offers(country, hazmat, offers),
        Stream.of(
                atACounter(country, hazmat) ? "RM_store" : "",
                fault ? "RC_seller_at_fault" : "RC_voluntary")
            .filter(besides -> !besides.isEmpty() && !besides.equals(rule))
            .toList());
  }

  /** CRD Art. 14(1), R-17: a withdrawal from Portugal, where one way is on offer. */
  private static Row withdrawnByParcel(String rule, boolean told, Object offer) {
    return new Row(
        "return-methods",
        rule,
        map(
            "brand",
            "lumen",
            "country",
            "PT",
            "currency",
            "EUR",
            "returnWeightGrams",
            500,
            "sellerAtFault",
            false,
            "withdrawing",
            true,
            "returnCostInformed",
            told,
            "hazmatClass",
            "NONE",
            "carriedMethods",
            ALL_CARRIED),
        offers("PT", "NONE", offer),
        List.of(told ? "RC_told" : "RC_not_told"));
  }

  static List<Row> returnMethods() {
    var fetched = offer("HOME_PICKUP", 695, 6, 900, 3);
    var fetchedFree = offer("HOME_PICKUP", 0, 6, 900, 3);
    var arranged = offer("BY_ARRANGEMENT", 0, 14, 1500, 9);
    String none = "NONE";
    return List.of(
        ways("RM_parcel_seller_at_fault", "PT", "EUR", 500, true, none, parcel(0, 7, 650)),
        ways("RM_parcel_nl_be", "BE", "EUR", 20001, false, none, parcel(295, 5, 420), fetched)
            .besides("RM_pickup_parcel"),
        ways("RM_parcel_de", "DE", "EUR", 31500, false, "LITHIUM", parcel(0, 6, 560), fetched)
            .besides("RM_pickup_parcel"),
        ways("RM_parcel_fr_at_lu", "LU", "EUR", 500, false, none, parcel(395, 7, 680)),
        ways("RM_parcel_rest_of_eu", "GR", "EUR", 500, false, none, parcel(595, 10, 980)),
        ways("RM_parcel_gb", "GB", "GBP", 20001, false, none, parcel(295, 9, 760)),
        ways("RM_parcel_eu_other_currency", "SE", "SEK", 500, false, none, parcel(0, 10, 980)),
        ways("RM_parcel_gb_other_currency", "GB", "EUR", 500, false, none, parcel(0, 9, 760)),
        ways(
                "RM_qr_seller_at_fault",
                "GB",
                "GBP",
                20000,
                true,
                none,
                parcel(0, 7, 650),
                qr(0, 5, 380))
            .besides("RM_parcel_seller_at_fault"),
        ways(
                "RM_qr_nl_be",
                "NL",
                "EUR",
                1,
                false,
                "LITHIUM",
                parcel(295, 5, 420),
                qr(195, 4, 340),
                fetched)
            .besides("RM_parcel_nl_be", "RM_pickup_parcel"),
        ways("RM_qr_de", "DE", "EUR", 20000, false, none, parcel(0, 6, 560), qr(0, 5, 480), fetched)
            .besides("RM_parcel_de", "RM_pickup_parcel"),
        ways("RM_qr_gb", "GB", "GBP", 500, false, none, parcel(295, 9, 760), qr(195, 8, 640))
            .besides("RM_parcel_gb"),
        ways(
                "RM_pickup_seller_at_fault",
                "BE",
                "EUR",
                500,
                true,
                none,
                parcel(0, 7, 650),
                qr(0, 5, 380),
                fetchedFree)
            .besides("RM_parcel_seller_at_fault", "RM_qr_seller_at_fault"),
        ways("RM_pickup_parcel", "NL", "EUR", 31500, false, none, parcel(295, 5, 420), fetched)
            .besides("RM_parcel_nl_be"),
        ways(
                "RM_pickup_parcel_kestrel",
                "NL",
                "EUR",
                31500,
                false,
                none,
                parcel(295, 5, 420),
                offer("HOME_PICKUP", 495, 6, 900, 3))
            .of("kestrel")
            .besides("RM_parcel_nl_be"),
        ways(
                "RM_pickup_bulky",
                "NL",
                "EUR",
                100000,
                false,
                none,
                offer("HOME_PICKUP", 2995, 8, 4200, 3),
                arranged)
            .besides("RM_arranged_too_heavy"),
        ways("RM_arranged_weight_unknown", "NL", "EUR", 0, false, none, arranged),
        new Row(
            "return-methods",
            "RM_store",
            map(
                "brand",
                "lumen",
                "country",
                "DE",
                "currency",
                "EUR",
                "returnWeightGrams",
                0,
                "sellerAtFault",
                false,
                "withdrawing",
                false,
                "returnCostInformed",
                true,
                "hazmatClass",
                none,
                "carriedMethods",
                ALL_CARRIED),
            offers("DE", none, arranged),
            List.of("RM_arranged_weight_unknown", "RC_voluntary")),
        withdrawnByParcel("RM_parcel_rest_of_eu", true, parcel(595, 10, 980)),
        withdrawnByParcel("RM_parcel_seller_at_fault", false, parcel(0, 7, 650)),
        ways("RM_arranged_too_heavy", "FR", "EUR", 31501, false, none, arranged),
        ways("RM_arranged_not_carried", "MT", "EUR", 500, false, none, List.of(), arranged),
        ways(
                "RM_pickup_parcel",
                "NL",
                "EUR",
                500,
                false,
                none,
                List.of("HOME_PICKUP"),
                fetched,
                arranged)
            .besides("RM_arranged_not_carried"),
        ways("RM_arranged_other_country", "US", "USD", 500, false, none, arranged),
        ways("RM_arranged_damaged_battery", "NL", "EUR", 350, true, "LITHIUM_DAMAGED", arranged));
  }

  /** Who bears the way back, by itself. */
  private static Row borne(
      String rule, boolean fault, boolean withdrawing, boolean told, String bearer) {
    return new Row(
        "returnCostBearer",
        rule,
        map("sellerAtFault", fault, "withdrawing", withdrawing, "returnCostInformed", told),
        bearer,
        List.of());
  }

  static List<Row> returnCost() {
    return List.of(
        borne("RC_seller_at_fault", true, true, true, "SELLER"),
        borne("RC_seller_at_fault", true, false, false, "SELLER"),
        borne("RC_not_told", false, true, false, "SELLER"),
        borne("RC_told", false, true, true, "SHOPPER"),
        borne("RC_voluntary", false, false, false, "SHOPPER"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void returnCost(Row row) {
    answers(row);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void returnMethods(Row row) {
    answers(row);
  }

  /** CRD Art. 9: a right that cannot be used is none, so there is always a way back. */
  @ParameterizedTest(name = "{0} g to {1} with {2}: {3}")
  @CsvSource({
    "0, NL, NONE, BY_ARRANGEMENT STORE",
    "1, NL, NONE, PARCEL_DROP_OFF QR_DROP_OFF HOME_PICKUP STORE",
    "31500, NL, NONE, PARCEL_DROP_OFF HOME_PICKUP STORE",
    "31501, NL, NONE, HOME_PICKUP BY_ARRANGEMENT STORE",
    "100001, NL, LITHIUM, BY_ARRANGEMENT STORE",
    "0, US, LITHIUM, BY_ARRANGEMENT",
    "500, US, NONE, BY_ARRANGEMENT",
    "500, PL, NONE, PARCEL_DROP_OFF",
    "500, NL, LITHIUM_DAMAGED, BY_ARRANGEMENT",
    "0, US, LITHIUM_DAMAGED, BY_ARRANGEMENT"
  })
  void alwaysLeavesAWayBack(int grams, String country, String hazmat, String methods) {
    Decision decision = ways("", country, "EUR", grams, false, hazmat).decided();

    assertThat(decision.rows())
        .extracting(row -> row.get("method"))
        .containsExactly((Object[]) methods.split(" "));
  }

  /** What the carrier would refuse is not offered, and there is a way back all the same. */
  @Test
  void offersOnlyWhatTheCarrierTakesAndNeverNothing() {
    for (String country : List.of("NL", "DE", "FR", "MT", "GB", "US")) {
      for (int grams : List.of(0, 500, 25000, 31501, 100001)) {
        for (List<String> carried :
            List.of(List.<String>of(), List.of("HOME_PICKUP"), List.of("QR_DROP_OFF"))) {
          List<Object> offered =
              ways("", country, "EUR", grams, false, "NONE", carried).decided().rows().stream()
                  .map(row -> row.get("method"))
                  .toList();

          assertThat(offered)
              .as("%s, %d g, %s", country, grams, carried)
              .doesNotHaveDuplicates()
              .doesNotContain("PARCEL_DROP_OFF")
              .contains("BY_ARRANGEMENT");
          assertThat(offered)
              .filteredOn(ALL_CARRIED::contains)
              .allSatisfy(method -> assertThat(carried).contains(String.valueOf(method)));
        }
      }
    }
  }

  // resolution

  private static Row madeGood(
      String rule,
      String basis,
      String requested,
      int daysPastWindow,
      String riskLevel,
      String resolution,
      long bonusPercent) {
    return new Row(
        "resolution",
        rule,
        map(
            "brand", "lumen",
            "legalBasis", basis,
            "requestedResolution", requested,
            "daysPastWindow", daysPastWindow,
            "riskLevel", riskLevel),
        map("resolution", resolution, "bonusPercent", bonusPercent, "timing", "AFTER_INSPECTION"),
        List.of());
  }

  static List<Row> resolution() {
    String right = "STATUTORY_WITHDRAWAL";
    String own = "VOLUNTARY";
    String credit = "STORE_CREDIT";
    return List.of(
        madeGood("RS_right_refund", right, "REFUND", 300, "HIGH", "REFUND", 0),
        madeGood("RS_right_credit", "CONFORMITY", credit, 300, "MEDIUM", credit, 5),
        madeGood("RS_right_credit_kestrel", right, credit, 300, "MEDIUM", credit, 10).of("kestrel"),
        madeGood("RS_right_credit_high_risk", "RECALL", credit, 0, "HIGH", credit, 0),
        madeGood("RS_policy_refund", own, "REFUND", 0, "HIGH", "REFUND", 0),
        madeGood("RS_policy_credit", own, credit, 0, "LOW", credit, 5),
        madeGood("RS_policy_credit_kestrel", own, credit, 0, "LOW", credit, 10).of("kestrel"),
        madeGood("RS_policy_credit_high_risk", own, credit, -3, "HIGH", credit, 0),
        madeGood("RS_right_exchange", "CONFORMITY", "EXCHANGE", 300, "HIGH", "EXCHANGE", 0),
        madeGood("RS_policy_exchange", own, "EXCHANGE", 0, "HIGH", "EXCHANGE", 0),
        madeGood("RS_policy_after_window", own, "REFUND", 1, "LOW", credit, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void resolution(Row row) {
    answers(row);
  }

  // disposition

  private static Map<String, Object> piece(
      String grade, String category, long unitValueMinor, String reason) {
    return map(
        "grade", grade, "category", category, "unitValueMinor", unitValueMinor, "reason", reason);
  }

  private static Row inspected(
      String rule, String grade, String category, long value, String reason, String disagreement) {
    return new Row(
        "disposition",
        rule,
        piece(grade, category, value, reason),
        map("inspectionAgrees", disagreement.equals("NONE"), "disagreement", disagreement),
        List.of());
  }

  static List<Row> disposition() {
    String any = "NO_REASON_GIVEN";
    return List.of(
        inspected("DI_missing", "MISSING", "HOME", 900, "RECALL", "UNIT_MISSING"),
        inspected("DI_wrong_item", "WRONG_ITEM", "TOYS", 900, "RECALL", "WRONG_ITEM_RETURNED"),
        inspected("DI_as_new_or_opened", "B", "SHOES", 90000, any, "NONE"),
        inspected("DI_recalled", "D", "TOYS", 900, "RECALL", "NONE"),
        inspected("DI_told", "D", "HOME", 90000, "NOT_AS_DESCRIBED", "NONE"),
        inspected("DI_worn_low_value", "C", "FASHION", 5000, any, "NONE"),
        inspected("DI_worn_not_told", "C", "FASHION", 5001, any, "WEAR_NOT_DECLARED"),
        inspected("DI_damaged_not_told", "D", "SHOES", 900, any, "DAMAGED_NOT_DECLARED"),
        inspected("DI_grade_unknown", "E", "HOME", 900, any, "GRADE_UNKNOWN"));
  }

  /** Which row says whether the inspection agrees with what was told. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  @SuppressWarnings("unchecked") // made above
  void disposition(Row row) {
    Decision decision = row.decided();

    assertThat(decision.matchedRules()).contains(row.rule());
    assertThat(decision.row()).containsAllEntriesOf((Map<String, Object>) row.output());
  }

  /** The best expected recovery less cost, what comes after it, and the best that spares it. */
  @ParameterizedTest(name = "{0} {1} worth {2}, {3}: {4}, else {5}")
  @CsvSource({
    "A, BEAUTY, 900, WRONG_ITEM_RECEIVED, RESTOCK_A, LIQUIDATE, RESTOCK_A, 750",
    "A, HOME, 9000, CHANGED_MIND, RESTOCK_A, RETURN_TO_VENDOR, RESTOCK_A, 8850",
    "A, ELECTRONICS, 20000, DEFECTIVE, REPAIR, RETURN_TO_VENDOR, REPAIR, 13500",
    "A, ELECTRONICS, 3000, DEFECTIVE, RETURN_TO_VENDOR, REPAIR, RETURN_TO_VENDOR, 900",
    "A, ELECTRONICS, 900, DEFECTIVE, LIQUIDATE, RETURN_TO_VENDOR, LIQUIDATE, 30",
    "A, HOME, 9000, MISSING_PARTS, RESTOCK_B_OPEN_BOX, RETURN_TO_VENDOR, RESTOCK_B_OPEN_BOX, 6050",
    "A, BEAUTY, 900, DEFECTIVE, RECYCLE, RETURN_TO_VENDOR, RETURN_TO_VENDOR, -60",
    "B, SHOES, 9000, NO_REASON_GIVEN, CLEAN_REFURBISH, LIQUIDATE, CLEAN_REFURBISH, 6750",
    "B, SHOES, 600, NO_REASON_GIVEN, LIQUIDATE, CLEAN_REFURBISH, LIQUIDATE, 50",
    "B, ELECTRONICS, 9000, NO_REASON_GIVEN, RESTOCK_B_OPEN_BOX, RETURN_TO_VENDOR, RESTOCK_B_OPEN_BOX, 6850",
    "B, ELECTRONICS, 9000, DEFECTIVE, REPAIR, RETURN_TO_VENDOR, REPAIR, 5250",
    "B, BEAUTY, 9000, NO_REASON_GIVEN, RECYCLE, NONE, HOLD_INVESTIGATION, -60",
    "B, HOME, 9000, DEFECTIVE, RESTOCK_B_OPEN_BOX, LIQUIDATE, RESTOCK_B_OPEN_BOX, 6050",
    "C, FASHION, 9000, NO_REASON_GIVEN, CLEAN_REFURBISH, LIQUIDATE, CLEAN_REFURBISH, 3600",
    "C, FASHION, 900, NO_REASON_GIVEN, LIQUIDATE, DONATE, LIQUIDATE, -10",
    "C, ELECTRONICS, 9000, NO_REASON_GIVEN, REPAIR, LIQUIDATE, REPAIR, 2700",
    "C, ELECTRONICS, 100, NO_REASON_GIVEN, LIQUIDATE, RECYCLE, LIQUIDATE, -135",
    "C, TOYS, 9000, NO_REASON_GIVEN, LIQUIDATE, DONATE, LIQUIDATE, 1680",
    "D, FASHION, 9000, DEFECTIVE, RECYCLE, DONATE, DONATE, -60",
    "D, ELECTRONICS, 9000, DEFECTIVE, QUARANTINE_HAZMAT, NONE, QUARANTINE_HAZMAT, 0",
    "D, HOME, 9000, DEFECTIVE, RECYCLE, DESTROY, HOLD_INVESTIGATION, -80",
    "A, TOYS, 9000, RECALL, HOLD_INVESTIGATION, NONE, HOLD_INVESTIGATION, 0",
    "MISSING, HOME, 9000, NO_REASON_GIVEN, MISSING, NONE, MISSING, 0",
    "WRONG_ITEM, HOME, 9000, NO_REASON_GIVEN, HOLD_INVESTIGATION, NONE, HOLD_INVESTIGATION, 0",
    "E, HOME, 9000, NO_REASON_GIVEN, HOLD_INVESTIGATION, NONE, HOLD_INVESTIGATION, 0",
  })
  void disposesToTheHighestValue(
      String grade,
      String category,
      long value,
      String reason,
      String disposition,
      String nextBest,
      String spared,
      long expectedMinor) {
    assertThat(TABLES.decide("disposition", piece(grade, category, value, reason)).row())
        .containsEntry("disposition", disposition)
        .containsEntry("nextBest", nextBest)
        .containsEntry("spared", spared)
        .containsEntry("expectedMinor", expectedMinor);
  }

  private static Row option(
      String rule,
      String grade,
      String category,
      String reason,
      String disposition,
      long recovery,
      long cost) {
    return new Row(
        "dispositionOptions",
        rule,
        piece(grade, category, 9000, reason),
        map("disposition", disposition, "recoveryPercent", recovery, "costMinor", cost),
        List.of());
  }

  static List<Row> dispositionOptions() {
    String any = "NO_REASON_GIVEN";
    String fault = "DEFECTIVE";
    String vendor = "RETURN_TO_VENDOR";
    String openBox = "RESTOCK_B_OPEN_BOX";
    String clean = "CLEAN_REFURBISH";
    String hold = "HOLD_INVESTIGATION";
    String device = "ELECTRONICS";
    return List.of(
        option("DO_missing", "MISSING", "HOME", any, "MISSING", 0, 0),
        option("DO_wrong_item", "WRONG_ITEM", "HOME", any, hold, 0, 0),
        option("DO_recalled", "A", "HOME", "RECALL", hold, 0, 0),
        option("DO_a_restock", "A", "HOME", any, "RESTOCK_A", 100, 150),
        option("DO_a_vendor", "A", "HOME", any, vendor, 50, 600),
        option("DO_a_liquidate", "A", "HOME", any, "LIQUIDATE", 30, 100),
        option("DO_a_donate", "A", "HOME", any, "DONATE", 0, 120),
        option("DO_a_fault_repair", "A", device, fault, "REPAIR", 75, 1500),
        option("DO_a_fault_vendor", "B", device, fault, vendor, 50, 600),
        option("DO_a_fault_liquidate", "B", device, fault, "LIQUIDATE", 20, 150),
        option("DO_a_fault_open_box", "A", "HOME", fault, openBox, 70, 250),
        option("DO_a_fault_return", "A", "HOME", fault, vendor, 50, 600),
        option("DO_a_fault_donate", "A", "HOME", fault, "DONATE", 0, 120),
        option("DO_a_beauty_fault_recycle", "A", "BEAUTY", fault, "RECYCLE", 0, 60),
        option("DO_b_textile_clean", "B", "FASHION", any, clean, 80, 450),
        option("DO_b_textile_liquidate", "B", "FASHION", any, "LIQUIDATE", 25, 100),
        option("DO_b_textile_donate", "B", "FASHION", any, "DONATE", 0, 120),
        option("DO_b_electronics_open_box", "B", device, any, openBox, 80, 350),
        option("DO_b_electronics_vendor", "B", device, any, vendor, 50, 600),
        option("DO_b_electronics_liquidate", "B", device, any, "LIQUIDATE", 25, 150),
        option("DO_b_beauty_recycle", "C", "BEAUTY", any, "RECYCLE", 0, 60),
        option("DO_b_other_open_box", "B", "HOME", any, openBox, 70, 250),
        option("DO_b_other_liquidate", "B", "HOME", any, "LIQUIDATE", 25, 120),
        option("DO_b_other_donate", "B", "HOME", any, "DONATE", 0, 150),
        option("DO_c_textile_clean", "C", "SHOES", any, clean, 50, 900),
        option("DO_c_textile_liquidate", "C", "SHOES", any, "LIQUIDATE", 10, 100),
        option("DO_c_textile_donate", "C", "SHOES", any, "DONATE", 0, 120),
        option("DO_c_electronics_repair", "C", device, any, "REPAIR", 50, 1800),
        option("DO_c_electronics_liquidate", "C", device, any, "LIQUIDATE", 15, 150),
        option("DO_c_electronics_recycle", "C", device, any, "RECYCLE", 0, 200),
        option("DO_c_other_liquidate", "C", "TOYS", any, "LIQUIDATE", 20, 120),
        option("DO_c_other_donate", "C", "TOYS", any, "DONATE", 0, 150),
        option("DO_c_other_recycle", "C", "TOYS", any, "RECYCLE", 0, 160),
        option("DO_d_textile_donate", "D", "FASHION", any, "DONATE", 0, 180),
        option("DO_d_textile_recycle", "D", "FASHION", any, "RECYCLE", 0, 60),
        option("DO_d_electronics", "D", device, any, "QUARANTINE_HAZMAT", 0, 0),
        option("DO_d_other_recycle", "D", "HOME", any, "RECYCLE", 0, 80),
        option("DO_d_other_destroy", "D", "HOME", any, "DESTROY", 0, 150));
  }

  /** One option among those that apply. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void dispositionOptions(Row row) {
    Decision decision = row.decided();

    assertThat(decision.matchedRules()).contains(row.rule());
    assertThat(decision.rows()).hasSameSizeAs(decision.matchedRules());
    assertThat(decision.rows().get(decision.matchedRules().indexOf(row.rule())))
        .isEqualTo(row.output());
  }

  // destroy-allowed

  private static Row destruction(
      String rule,
      String treatment,
      String country,
      String region,
      String category,
      boolean unsold,
      String derogation,
      boolean evidence,
      boolean allowed,
      String ground) {
    return new Row(
        "destroy-allowed",
        rule,
        map(
            "treatment", treatment,
            "country", country,
            "legalRegion", region,
            "category", category,
            "unsold", unsold,
            "derogation", derogation,
            "evidenceGiven", evidence),
        map("allowed", allowed, "ground", ground),
        List.of());
  }

  static List<Row> destroyAllowed() {
    String recycle = "RECYCLE";
    String destroy = "DESTROY";
    String danger = "DANGEROUS";
    String none = "NONE";
    String refused = "DONATION_REFUSED";
    return List.of(
        destruction(
            "DA_destroy_no_derogation",
            destroy,
            "NL",
            "EU",
            "HOME",
            false,
            none,
            true,
            false,
            "NO_DEROGATION"),
        destruction(
            "DA_destroy_no_evidence",
            destroy,
            "NL",
            "EU",
            "HOME",
            true,
            danger,
            false,
            false,
            "NO_EVIDENCE"),
        destruction(
            "DA_destroy_france_safety",
            destroy,
            "FR",
            "EU",
            "HOME",
            true,
            danger,
            true,
            true,
            "AGEC_SAFETY"),
        destruction(
            "DA_destroy_france_other",
            destroy,
            "FR",
            "EU",
            "HOME",
            true,
            refused,
            true,
            false,
            "AGEC_RECYCLE_FIRST"),
        destruction(
            "DA_destroy_france_not_unsold",
            destroy,
            "FR",
            "EU",
            "HOME",
            false,
            refused,
            true,
            true,
            "NOT_UNSOLD"),
        destruction(
            "DA_destroy_with_grounds",
            destroy,
            "NL",
            "EU",
            "SHOES",
            true,
            refused,
            true,
            true,
            "DEROGATION"),
        destruction(
            "DA_recycle_textile_no_derogation",
            recycle,
            "NL",
            "EU",
            "SHOES",
            true,
            none,
            true,
            false,
            "NO_DEROGATION"),
        destruction(
            "DA_recycle_textile_no_evidence",
            recycle,
            "FR",
            "EU",
            "FASHION",
            true,
            refused,
            false,
            false,
            "NO_EVIDENCE"),
        destruction(
            "DA_recycle_textile_with_grounds",
            recycle,
            "DE",
            "EU",
            "FASHION",
            true,
            refused,
            true,
            true,
            "DEROGATION"),
        destruction(
            "DA_recycle_textile_not_unsold",
            recycle,
            "DE",
            "EU",
            "FASHION",
            false,
            none,
            false,
            true,
            "NOT_UNSOLD"),
        destruction(
            "DA_recycle_textile_elsewhere",
            recycle,
            "GB",
            "UK",
            "FASHION",
            true,
            none,
            false,
            true,
            "OUTSIDE_THE_BAN"),
        destruction(
            "DA_recycle_other",
            recycle,
            "FR",
            "EU",
            "BEAUTY",
            true,
            none,
            false,
            true,
            "OUTSIDE_THE_BAN"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void destroyAllowed(Row row) {
    answers(row);
  }

  // routing

  private static Map<String, Object> from(
      String country, boolean hazmat, int grams, List<String> fullWarehouses) {
    return map(
        "country", country,
        "hazmat", hazmat,
        "returnWeightGrams", grams,
        "fullWarehouses", fullWarehouses);
  }

  private static Row able(
      String rule, String country, String warehouse, String distance, long cost, String... others) {
    return new Row(
        "warehouseOptions",
        rule,
        from(country, false, 500, List.of()),
        map("warehouse", warehouse, "distance", distance, "costMinor", cost),
        List.of(others));
  }

  static List<Row> warehouseOptions() {
    return List.of(
        able("WH_tilburg_near", "NL", "TILBURG", "NEAR", 720),
        able("WH_tilburg_middle", "FR", "TILBURG", "MIDDLE", 1010),
        able("WH_tilburg_far", "GR", "TILBURG", "FAR", 1480),
        able("WH_leipzig_near", "DE", "LEIPZIG", "NEAR", 690),
        able("WH_leipzig_middle", "SE", "LEIPZIG", "MIDDLE", 980),
        able("WH_leipzig_neighbour", "NL", "LEIPZIG", "MIDDLE", 960),
        able("WH_lyon_near", "FR", "LYON", "NEAR", 740),
        able("WH_lyon_middle", "ES", "LYON", "MIDDLE", 990),
        able("WH_daventry", "GB", "DAVENTRY", "NEAR", 650));
  }

  /** One warehouse among those that are able. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void warehouseOptions(Row row) {
    Decision decision = row.decided();

    assertThat(decision.matchedRules()).contains(row.rule());
    assertThat(decision.rows().get(decision.matchedRules().indexOf(row.rule())))
        .isEqualTo(row.output());
  }

  private static Row routed(
      String rule,
      Map<String, Object> facts,
      String why,
      String warehouse,
      long cost,
      String distance,
      String nextBest,
      long nextBestCost) {
    return new Row(
        "routing",
        rule,
        facts,
        map(
            "why", why,
            "warehouse", warehouse,
            "costMinor", cost,
            "distance", distance,
            "nextBest", nextBest,
            "nextBestMinor", nextBestCost),
        List.of());
  }

  static List<Row> routing() {
    return List.of(
        routed(
                "RT_several",
                from("FR", false, 500, List.of()),
                "CHEAPEST",
                "LYON",
                740,
                "NEAR",
                "TILBURG",
                1010)
            .besides("WH_lyon_near", "WH_tilburg_middle"),
        routed(
                "RT_one",
                from("FR", true, 500, List.of()),
                "ONLY_ONE_ABLE",
                "TILBURG",
                1010,
                "MIDDLE",
                "NONE",
                0)
            .besides("WH_tilburg_middle"),
        routed(
            "RT_none",
            from("GB", false, 500, List.of("DAVENTRY")),
            "NONE_ABLE_MAIN_WAREHOUSE",
            "TILBURG",
            0,
            "UNKNOWN",
            "NONE",
            0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void routing(Row row) {
    answers(row);
  }

  /** Ability and room come before cost. */
  @ParameterizedTest(name = "from {0}, battery {1}, {2} g, {3} full: {4}")
  @CsvSource({
    "NL, false, 500, NOBODY, TILBURG",
    "NL, false, 500, TILBURG, LEIPZIG",
    "DE, true, 500, NOBODY, LEIPZIG",
    "DE, true, 500, LEIPZIG, TILBURG",
    "ES, false, 20000, NOBODY, LYON",
    "ES, false, 20001, NOBODY, TILBURG",
    "ES, true, 500, NOBODY, TILBURG",
    "LU, false, 500, NOBODY, TILBURG",
    "LU, false, 500, TILBURG, LYON",
  })
  void routesToTheCheapestThatIsAbleAndHasRoom(
      String country, boolean hazmat, int grams, String full, String warehouse) {
    assertThat(TABLES.decide("routing", from(country, hazmat, grams, List.of(full))).row())
        .containsEntry("warehouse", warehouse);
  }

  // shop-policy

  private static Row promise(String rule, String brand, String country, String... freeMethods) {
    return new Row(
        "shop-policy",
        rule,
        map("brand", brand, "country", country),
        map("windowDays", 30L, "freeMethods", List.of(freeMethods)),
        List.of());
  }

  static List<Row> shopPolicy() {
    return List.of(
        promise("SP_lumen_germany", "lumen", "DE", "PARCEL_DROP_OFF", "STORE"),
        promise("SP_lumen", "lumen", "NL", "STORE"),
        promise("SP_kestrel", "kestrel", "DE", "STORE"),
        promise("SP_other_brand", "a-new-brand", "DE", "STORE"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void shopPolicy(Row row) {
    answers(row);
  }

  // withdrawal-class

  private static Row withdrawn(
      String rule,
      boolean piecesLeft,
      boolean consumer,
      String region,
      boolean periodOpen,
      boolean delivered,
      String exemption,
      boolean informed,
      String withdrawalClass,
      String provision) {
    return new Row(
        "withdrawal-class",
        rule,
        map(
            "piecesLeft", piecesLeft,
            "consumer", consumer,
            "legalRegion", region,
            "withdrawalPeriodOpen", periodOpen,
            "delivered", delivered,
            "exemption", exemption,
            "withdrawalInformed", informed || told(rule),
            "exemptionsInformed", informed || !told(rule)),
        map("withdrawalClass", withdrawalClass, "provision", provision),
        List.of());
  }

  /** Where the exemption alone was kept back, and not the right itself. */
  private static boolean told(String rule) {
    return rule.endsWith("exemption_not_told");
  }

  /** Shorthand for an EU consumer's item that no return holds. */
  private static Row withdrawnInTheEu(
      String rule,
      boolean periodOpen,
      boolean delivered,
      String exemption,
      boolean informed,
      String withdrawalClass,
      String provision) {
    return withdrawn(
        rule,
        true,
        true,
        "EU",
        periodOpen,
        delivered,
        exemption,
        informed,
        withdrawalClass,
        provision);
  }

  /** of the rules in docs/withdrawal.md. */
  static List<Row> withdrawalClass() {
    String in = "IN_TIME";
    String exempt = "EXEMPT";
    String before = "BEFORE_DELIVERY";
    return List.of(
        withdrawn(
            "WC_already_returned",
            false,
            true,
            "EU",
            true,
            true,
            "NONE",
            true,
            "ALREADY_RETURNED",
            "ONE_RETURN_PER_PIECE"),
        withdrawn(
            "WC_business",
            true,
            false,
            "EU",
            true,
            true,
            "NONE",
            true,
            "NOT_A_CONSUMER",
            "CRD_ART_2_1"),
        withdrawn(
            "WC_other_region",
            true,
            true,
            "OTHER",
            true,
            true,
            "NONE",
            true,
            "NO_STATUTORY_RIGHT",
            "CRD_ART_3_1"),
        withdrawn("WC_late", true, true, "UK", false, true, "NONE", true, "LATE", "CRD_ART_9"),
        withdrawnInTheEu("WC_late_not_informed", false, true, "NONE", false, "LATE", "CRD_ART_10"),
        withdrawnInTheEu("WC_in_time", true, true, "NONE", true, in, "CRD_ART_9"),
        withdrawnInTheEu("WC_in_time_not_informed", true, true, "NONE", false, in, "CRD_ART_10"),
        withdrawnInTheEu(
            "WC_exemption_not_told", true, true, "PERSONALISED", false, in, "CRD_ART_6_1_K"),
        withdrawnInTheEu(
            "WC_exempt_personalised", true, true, "PERSONALISED", true, exempt, "CRD_ART_16_C"),
        withdrawnInTheEu(
            "WC_exempt_perishable", true, false, "PERISHABLE", true, exempt, "CRD_ART_16_D"),
        withdrawnInTheEu(
            "WC_hygiene_seal",
            true,
            true,
            "HYGIENE_SEAL_BROKEN",
            true,
            "UNCERTAIN",
            "CRD_ART_16_E"),
        withdrawnInTheEu(
            "WC_media_seal", true, true, "MEDIA_SEAL_BROKEN", true, "UNCERTAIN", "CRD_ART_16_I"),
        withdrawnInTheEu("WC_before_delivery", true, false, "NONE", true, before, "CRD_ART_9"),
        withdrawnInTheEu(
            "WC_before_delivery_exemption_not_told",
            true,
            false,
            "PERSONALISED",
            false,
            before,
            "CRD_ART_6_1_K"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void withdrawalClass(Row row) {
    answers(row);
  }

  // exchange-mode

  private static Row sent(
      String rule,
      String wantedMode,
      String riskLevel,
      boolean shopperOwes,
      boolean cardPaid,
      String mode,
      String why) {
    return new Row(
        "exchange-mode",
        rule,
        map(
            "brand", "lumen",
            "wantedMode", wantedMode,
            "riskLevel", riskLevel,
            "shopperOwes", shopperOwes,
            "cardPaid", cardPaid),
        map("exchangeMode", mode, "exchangeModeReason", why),
        List.of());
  }

  static List<Row> exchangeMode() {
    return List.of(
        sent("XM_on_receipt", "ON_RECEIPT", "HIGH", true, false, "ON_RECEIPT", "AS_WISHED"),
        sent("XM_advance", "ADVANCE", "MEDIUM", false, true, "ADVANCE", "AS_WISHED"),
        sent("XM_advance_risk", "ADVANCE", "HIGH", false, true, "ON_RECEIPT", "RISK"),
        sent("XM_advance_kestrel", "ADVANCE", "LOW", false, true, "ADVANCE", "AS_WISHED")
            .of("kestrel"),
        sent("XM_advance_risk_kestrel", "ADVANCE", "MEDIUM", false, true, "ON_RECEIPT", "RISK")
            .of("kestrel"),
        sent("XM_advance_difference", "ADVANCE", "LOW", true, true, "ON_RECEIPT", "DIFFERENCE_DUE"),
        sent("XM_advance_no_card", "ADVANCE", "LOW", false, false, "ON_RECEIPT", "NO_CARD"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void exchangeMode(Row row) {
    answers(row);
  }

  // keep-item

  private static Row kept(
      String rule,
      int keepItemUses,
      String riskLevel,
      String category,
      boolean sellerAtFault,
      long valueMinor,
      String currency,
      boolean offered,
      String why) {
    return new Row(
        "keep-item",
        rule,
        map(
            "brand", "lumen",
            "keepItemUses", keepItemUses,
            "riskLevel", riskLevel,
            "returnCategory", category,
            "sellerAtFault", sellerAtFault,
            "recalled", rule.equals("KI_recalled"),
            "returnValueMinor", valueMinor,
            "currency", currency),
        map("offered", offered, "keepReason", why),
        List.of());
  }

  static List<Row> keepItem() {
    return List.of(
        kept("KI_recalled", 0, "LOW", "BEAUTY", false, 500, "EUR", false, "MUST_COME_BACK"),
        kept("KI_cap", 2, "LOW", "HOME", false, 500, "EUR", false, "CAP_REACHED"),
        kept("KI_risk", 1, "HIGH", "HOME", false, 500, "EUR", false, "RISK"),
        kept("KI_currency", 0, "LOW", "HOME", false, 500, "SEK", false, "NO_LIMIT_SET"),
        kept("KI_electronics", 0, "LOW", "ELECTRONICS", true, 500, "EUR", false, "MUST_COME_BACK"),
        kept("KI_beauty", 0, "LOW", "BEAUTY", false, 2500, "EUR", true, "NOT_RESALEABLE"),
        kept("KI_beauty_dear", 0, "LOW", "BEAUTY", false, 2501, "EUR", false, "WORTH_PROCESSING"),
        kept("KI_fault", 1, "LOW", "MIXED", true, 2000, "GBP", true, "CHEAPER_TO_KEEP"),
        kept("KI_fault_dear", 1, "LOW", "FASHION", true, 2001, "GBP", false, "WORTH_PROCESSING"),
        kept("KI_cheap", 1, "MEDIUM", "TOYS", false, 1000, "EUR", true, "CHEAPER_TO_KEEP"),
        kept("KI_worth", 1, "LOW", "SHOES", false, 1001, "EUR", false, "WORTH_PROCESSING"),
        kept("KI_cheap_kestrel", 1, "LOW", "FASHION", false, 1800, "EUR", true, "CHEAPER_TO_KEEP")
            .of("kestrel"),
        kept("KI_worth_kestrel", 1, "LOW", "FASHION", false, 1801, "EUR", false, "WORTH_PROCESSING")
            .of("kestrel"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void keepItem(Row row) {
    answers(row);
  }

  // all of them

  private static void answers(Row row) {
    Decision decision = row.decided();

    assertThat(decision.output()).isEqualTo(row.output());
    assertThat(decision.matchedRules())
        .contains(row.rule())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of(row.rule()), row.others().stream()).toList());
  }

  @Test
  void everyRowOfEveryTableHasACase() throws Exception {
    Map<String, Set<String>> cases = new TreeMap<>();
    Stream.of(
            legalBasis(),
            eligibilityReasons(),
            eligibility(),
            riskSignals(),
            fraudRisk(),
            hazmatTriage(),
            returnMethods(),
            returnCost(),
            resolution(),
            exchangeMode(),
            keepItem(),
            disposition(),
            dispositionOptions(),
            destroyAllowed(),
            warehouseOptions(),
            routing(),
            shopPolicy(),
            withdrawalClass())
        .flatMap(List::stream)
        .filter(row -> row.decided().matchedRules().contains(row.rule()))
        .forEach(
            row -> cases.computeIfAbsent(row.decision(), d -> new TreeSet<>()).add(row.rule()));
    cases.putAll(ClaimTablesTest.cases());

    Map<String, Set<String>> rows = rowsOfAllTables();
    rows.keySet().removeAll(RefundTablesTest.TABLES_HERE);
    rows.keySet().removeAll(TimeLimitsTest.TABLES_HERE);
    rows.keySet().removeAll(InspectionChecklistTest.TABLES_HERE);
    assertThat(cases).isEqualTo(rows);
  }

  /** The ids of the rows by decision, read from the files that are deployed. */
  static Map<String, Set<String>> rowsOfAllTables() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Map<String, Set<String>> rows = new TreeMap<>();
    for (Resource file : dmnFiles()) {
      try (InputStream content = file.getInputStream()) {
        for (Element decision :
            elements(
                factory.newDocumentBuilder().parse(content).getDocumentElement(), "decision")) {
          Set<String> ids = new LinkedHashSet<>();
          elements(decision, "rule").forEach(rule -> ids.add(rule.getAttribute("id")));
          if (!elements(decision, "decisionTable").isEmpty()) {
            rows.put(decision.getAttribute("id"), new TreeSet<>(ids));
          }
        }
      }
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static Resource[] dmnFiles() throws IOException {
    return new PathMatchingResourcePatternResolver().getResources("classpath:/dmn/*.dmn");
  }

  private static List<Element> elements(Element in, String name) {
    NodeList found = in.getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** Facts that no row foresees make it stop with the facts in its sentence; it never guesses. */
  @Test
  void saysWhichFactsNoRowForesees() {
    assertThatThrownBy(
            () ->
                TABLES.decide(
                    "resolution",
                    map(
                        "brand", "lumen",
                        "legalBasis", "GOODWILL",
                        "requestedResolution", "REFUND",
                        "daysPastWindow", 0,
                        "riskLevel", "LOW")))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("table-undecided");
              assertThat(problem.detail()).contains("resolution.dmn", "GOODWILL");
            });
  }

  /** The same facts on the same table give the same answer, and its checksum names the table. */
  @Test
  void answersTheSameTwice() {
    Row row = resolution().getFirst();

    assertThat(row.decided()).isEqualTo(row.decided());
    assertThat(row.decided().tableChecksum()).hasSize(64);
  }
}
