package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.policy.Decision;
import io.retour.policy.DecisionTables;
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
      return new Row(decision, rule, facts, output, List.of(rules));
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

  private static Row basis(
      String rule,
      String reason,
      String region,
      boolean consumer,
      int daysSinceDelivery,
      boolean periodOpen,
      String exemption,
      String legalBasis,
      String provision) {
    return new Row(
        "legal-basis",
        rule,
        map(
            "reason", reason,
            "legalRegion", region,
            "consumer", consumer,
            "daysSinceDelivery", daysSinceDelivery,
            "withdrawalPeriodOpen", periodOpen,
            "exemption", exemption),
        map("legalBasis", legalBasis, "provision", provision),
        List.of());
  }

  static List<Row> legalBasis() {
    String free = "STATUTORY_WITHDRAWAL";
    String policy = "SELLER_POLICY";
    String own = "VOLUNTARY";
    return List.of(
        basis("LB_recall", "RECALL", "OTHER", false, 4000, false, "NONE", "RECALL", "GPSR_ART_37"),
        basis(
            "LB_conformity",
            "DEFECTIVE",
            "EU",
            true,
            730,
            false,
            "PERSONALISED",
            "CONFORMITY",
            "SGD_ART_10"),
        basis("LB_withdrawal", "NO_REASON_GIVEN", "EU", true, 3, true, "NONE", free, "CRD_ART_9"),
        basis(
            "LB_withdrawal_late_fault",
            "DEFECTIVE",
            "UK",
            true,
            731,
            true,
            "NONE",
            free,
            "CRD_ART_9"),
        basis("LB_policy_business", "DEFECTIVE", "EU", false, 3, true, "NONE", own, policy),
        basis(
            "LB_policy_other_region", "CHANGED_MIND", "OTHER", true, 3, true, "NONE", own, policy),
        basis("LB_policy_period_over", "CHANGED_MIND", "EU", true, 20, false, "NONE", own, policy),
        basis("LB_policy_exempt", "CHANGED_MIND", "EU", true, 3, true, "PERISHABLE", own, policy),
        basis("LB_policy_late_fault", "DEFECTIVE", "EU", true, 731, false, "NONE", own, policy),
        basis(
            "LB_policy_late_fault_exempt",
            "DEFECTIVE",
            "UK",
            true,
            731,
            true,
            "HYGIENE_SEAL_BROKEN",
            own,
            policy));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void legalBasis(Row row) {
    answers(row);
  }

  // eligibility

  private static Row eligible(
      String rule,
      boolean available,
      String basis,
      boolean delivered,
      boolean finalSale,
      String exemption,
      int daysPastWindow,
      String outcome,
      String reasonCode) {
    return new Row(
        "eligibility",
        rule,
        map(
            "quantityAvailable", available,
            "legalBasis", basis,
            "delivered", delivered,
            "finalSale", finalSale,
            "exemption", exemption,
            "daysPastWindow", daysPastWindow),
        map("outcome", outcome, "reasonCode", reasonCode),
        List.of());
  }

  static List<Row> eligibility() {
    String own = "VOLUNTARY";
    String right = "STATUTORY_WITHDRAWAL";
    String no = "NOT_ELIGIBLE";
    return List.of(
        eligible(
            "EL_already_returned", false, right, true, false, "NONE", -5, no, "ALREADY_RETURNED"),
        eligible("EL_right", true, right, true, true, "NONE", 300, "ELIGIBLE", "NONE"),
        eligible(
            "EL_right_before_delivery",
            true,
            right,
            false,
            false,
            "NONE",
            0,
            "REVIEW",
            "CANCEL_BEFORE_DELIVERY"),
        eligible(
            "EL_policy_not_delivered", true, own, false, false, "NONE", 0, no, "NOT_YET_DELIVERED"),
        eligible("EL_policy_final_sale", true, own, true, true, "NONE", -1, no, "FINAL_SALE"),
        eligible(
            "EL_policy_exempt", true, own, true, false, "PERSONALISED", -1, no, "EXEMPT_GOODS"),
        eligible("EL_policy_in_window", true, own, true, false, "NONE", 0, "ELIGIBLE", "NONE"),
        eligible(
            "EL_policy_shortly_after",
            true,
            own,
            true,
            false,
            "NONE",
            7,
            "REVIEW",
            "SHORTLY_AFTER_WINDOW"),
        eligible(
            "EL_policy_too_late", true, own, true, false, "NONE", 8, no, "RETURN_PERIOD_ENDED"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void eligibility(Row row) {
    answers(row);
  }

  @ParameterizedTest(name = "{0} days past the window: {1}")
  @CsvSource({
    "-30, EL_policy_in_window",
    "0, EL_policy_in_window",
    "1, EL_policy_shortly_after",
    "7, EL_policy_shortly_after",
    "8, EL_policy_too_late",
  })
  void drawsTheLineAtTheEndOfTheWindowAndAWeekLater(int daysPastWindow, String rule) {
    assertThat(
            eligible(rule, true, "VOLUNTARY", true, false, "NONE", daysPastWindow, "", "")
                .decided()
                .matchedRules())
        .containsExactly(rule);
  }

  /** C-01: Directive (EU) 2019/771 Art. 10(1), two years. */
  @ParameterizedTest(name = "{0} days after delivery: {1}")
  @CsvSource({
    "-1, LB_conformity",
    "0, LB_conformity",
    "730, LB_conformity",
    "731, LB_policy_late_fault",
  })
  void givesTwoYearsForAFault(int daysSinceDelivery, String rule) {
    assertThat(
            basis(rule, "DEFECTIVE", "EU", true, daysSinceDelivery, false, "NONE", "", "")
                .decided()
                .matchedRules())
        .containsExactly(rule);
  }

  // fraud-risk

  private static Map<String, Object> shopper(Object... differences) {
    Map<String, Object> facts =
        map(
            "customerOrders", 8,
            "customerReturnRatePercent", 20,
            "customerReturns90Days", 1,
            "returnValueMinor", 5000L,
            "lastDayReturn", false,
            "sameStyleSizes", 1,
            "earlierFraudReports", 0,
            "countryDiffers", false);
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
        signal("FS_very_high_value", "VERY_HIGH_VALUE", 20, "returnValueMinor", 75000L),
        new Row(
            "riskSignals",
            "FS_new_customer_high_value",
            shopper("customerOrders", 1, "returnValueMinor", 50000L),
            List.of(
                map("signal", "HIGH_VALUE", "points", 10L),
                map("signal", "NEW_CUSTOMER_HIGH_VALUE", "points", 15L)),
            List.of("FS_high_value")),
        signal("FS_last_day_return", "LAST_DAY_RETURN", 10, "lastDayReturn", true),
        signal("FS_several_sizes", "SEVERAL_SIZES", 10, "sameStyleSizes", 3),
        signal("FS_earlier_fraud_report", "EARLIER_FRAUD_REPORT", 35, "earlierFraudReports", 1),
        signal("FS_repeated_fraud_reports", "REPEATED_FRAUD_REPORTS", 60, "earlierFraudReports", 2),
        signal("FS_other_country", "OTHER_COUNTRY", 15, "countryDiffers", true));
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

  // return-methods

  private static Row parcel(
      String rule,
      String country,
      String currency,
      boolean fault,
      long fee,
      long refundDays,
      long co2Grams) {
    return new Row(
        "return-methods",
        rule,
        map(
            "country", country,
            "currency", currency,
            "returnWeightGrams", 500,
            "sellerAtFault", fault),
        List.of(
            map(
                "method", "PARCEL_DROP_OFF",
                "feeMinor", fee,
                "refundDays", refundDays,
                "co2Grams", co2Grams,
                "rank", 1L)),
        List.of());
  }

  static List<Row> returnMethods() {
    return List.of(
        parcel("RM_parcel_seller_at_fault", "PT", "EUR", true, 0, 7, 650),
        parcel("RM_parcel_nl_be", "NL", "EUR", false, 295, 5, 420),
        parcel("RM_parcel_de", "DE", "EUR", false, 0, 6, 560),
        parcel("RM_parcel_fr_at_lu", "LU", "EUR", false, 395, 7, 680),
        parcel("RM_parcel_rest_of_eu", "GR", "EUR", false, 595, 10, 980),
        parcel("RM_parcel_gb", "GB", "GBP", false, 295, 9, 760),
        parcel("RM_parcel_eu_other_currency", "SE", "SEK", false, 0, 10, 980),
        parcel("RM_parcel_gb_other_currency", "GB", "EUR", false, 0, 9, 760));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void returnMethods(Row row) {
    answers(row);
  }

  @ParameterizedTest(name = "{0} g to {1}: {2} ways back")
  @CsvSource({"1, NL, 1", "31500, NL, 1", "31501, NL, 0", "500, US, 0"})
  void offersAParcelUpToWhatACarrierTakes(int grams, String country, int methods) {
    Decision decision =
        TABLES.decide(
            "return-methods",
            map(
                "country",
                country,
                "currency",
                "EUR",
                "returnWeightGrams",
                grams,
                "sellerAtFault",
                false));

    assertThat(decision.rows()).hasSize(methods);
    assertThat(decision.matchedRules()).hasSize(methods);
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
    String swap = "EXCHANGE";
    return List.of(
        madeGood("RS_right_refund", right, "REFUND", 300, "HIGH", "REFUND", 0),
        madeGood("RS_right_credit", "CONFORMITY", credit, 300, "MEDIUM", credit, 5),
        madeGood("RS_right_credit_high_risk", "RECALL", credit, 0, "HIGH", credit, 0),
        madeGood("RS_policy_refund", own, "REFUND", 0, "HIGH", "REFUND", 0),
        madeGood("RS_policy_credit", own, credit, 0, "LOW", credit, 5),
        madeGood("RS_policy_credit_high_risk", own, credit, -3, "HIGH", credit, 0),
        madeGood("RS_right_exchange", "CONFORMITY", swap, 300, "HIGH", swap, 0),
        madeGood("RS_policy_exchange", own, swap, 0, "HIGH", swap, 0),
        madeGood("RS_policy_after_window", own, "REFUND", 1, "LOW", credit, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void resolution(Row row) {
    answers(row);
  }

  // disposition

  private static Row graded(
      String rule,
      String grade,
      String category,
      long unitValueMinor,
      String reason,
      String disposition,
      String disagreement) {
    return new Row(
        "disposition",
        rule,
        map(
            "grade",
            grade,
            "category",
            category,
            "unitValueMinor",
            unitValueMinor,
            "reason",
            reason),
        map(
            "disposition", disposition,
            "inspectionAgrees", disagreement.equals("NONE"),
            "disagreement", disagreement),
        List.of());
  }

  static List<Row> disposition() {
    String any = "NO_REASON_GIVEN";
    String fault = "DEFECTIVE";
    String wear = "WEAR_NOT_DECLARED";
    String damage = "DAMAGED_NOT_DECLARED";
    String hold = "HOLD_INVESTIGATION";
    String openBox = "RESTOCK_B_OPEN_BOX";
    String clean = "CLEAN_REFURBISH";
    String hazmat = "QUARANTINE_HAZMAT";
    return List.of(
        graded("DI_missing", "MISSING", "HOME", 900, any, "MISSING", "UNIT_MISSING"),
        graded("DI_wrong_item", "WRONG_ITEM", "TOYS", 900, "RECALL", hold, "WRONG_ITEM_RETURNED"),
        graded("DI_recalled", "A", "TOYS", 900, "RECALL", hold, "NONE"),
        graded("DI_a", "A", "BEAUTY", 900, "WRONG_ITEM_RECEIVED", "RESTOCK_A", "NONE"),
        graded("DI_a_electronics_fault", "A", "ELECTRONICS", 900, fault, "REPAIR", "NONE"),
        graded("DI_a_fault", "A", "HOME", 900, "MISSING_PARTS", openBox, "NONE"),
        graded("DI_b_textile", "B", "SHOES", 900, any, clean, "NONE"),
        graded("DI_b_electronics", "B", "ELECTRONICS", 900, any, openBox, "NONE"),
        graded("DI_b_electronics_fault", "B", "ELECTRONICS", 900, fault, "REPAIR", "NONE"),
        graded("DI_b_beauty", "B", "BEAUTY", 900, any, "RECYCLE", "NONE"),
        graded("DI_b_other", "B", "HOME", 900, fault, openBox, "NONE"),
        graded("DI_c_textile_low_value", "C", "FASHION", 5000, any, "DONATE", "NONE"),
        graded("DI_c_textile_fault", "C", "FASHION", 5001, fault, clean, "NONE"),
        graded("DI_c_textile_undeclared", "C", "SHOES", 5001, any, clean, wear),
        graded("DI_c_electronics_low_value", "C", "ELECTRONICS", 5000, any, "REPAIR", "NONE"),
        graded("DI_c_electronics_fault", "C", "ELECTRONICS", 5001, fault, "REPAIR", "NONE"),
        graded("DI_c_electronics_undeclared", "C", "ELECTRONICS", 5001, any, "REPAIR", wear),
        graded("DI_c_beauty_low_value", "C", "BEAUTY", 5000, any, "RECYCLE", "NONE"),
        graded("DI_c_beauty_fault", "C", "BEAUTY", 5001, fault, "RECYCLE", "NONE"),
        graded("DI_c_beauty_undeclared", "C", "BEAUTY", 5001, any, "RECYCLE", wear),
        graded("DI_c_other_low_value", "C", "OTHER", 5000, any, "LIQUIDATE", "NONE"),
        graded("DI_c_other_fault", "C", "HOME", 5001, "NOT_AS_DESCRIBED", "LIQUIDATE", "NONE"),
        graded("DI_c_other_undeclared", "C", "TOYS", 5001, any, "LIQUIDATE", wear),
        graded("DI_d_textile_fault", "D", "FASHION", 900, "DAMAGED_IN_TRANSIT", "DONATE", "NONE"),
        graded("DI_d_textile_undeclared", "D", "SHOES", 900, any, "DONATE", damage),
        graded("DI_d_electronics_fault", "D", "ELECTRONICS", 900, fault, hazmat, "NONE"),
        graded("DI_d_electronics_undeclared", "D", "ELECTRONICS", 900, any, hazmat, damage),
        graded("DI_d_other_fault", "D", "BEAUTY", 900, fault, "RECYCLE", "NONE"),
        graded("DI_d_other_undeclared", "D", "HOME", 900, any, "RECYCLE", damage),
        graded("DI_grade_unknown", "E", "HOME", 900, any, hold, "GRADE_UNKNOWN"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void disposition(Row row) {
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
            "wantedMode", wantedMode,
            "riskLevel", riskLevel,
            "shopperOwes", shopperOwes,
            "cardPaid", cardPaid),
        map("mode", mode, "why", why),
        List.of());
  }

  static List<Row> exchangeMode() {
    return List.of(
        sent("XM_on_receipt", "ON_RECEIPT", "HIGH", true, false, "ON_RECEIPT", "AS_WISHED"),
        sent("XM_advance", "ADVANCE", "MEDIUM", false, true, "ADVANCE", "AS_WISHED"),
        sent("XM_advance_risk", "ADVANCE", "HIGH", false, true, "ON_RECEIPT", "RISK"),
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
      int keptThisYear,
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
            "keptThisYear", keptThisYear,
            "riskLevel", riskLevel,
            "returnCategory", category,
            "sellerAtFault", sellerAtFault,
            "returnValueMinor", valueMinor,
            "currency", currency),
        map("offered", offered, "why", why),
        List.of());
  }

  static List<Row> keepItem() {
    return List.of(
        kept("KI_cap", 2, "LOW", "HOME", false, 500, "EUR", false, "CAP_REACHED"),
        kept("KI_risk", 1, "MEDIUM", "HOME", false, 500, "EUR", false, "RISK"),
        kept("KI_currency", 0, "LOW", "HOME", false, 500, "SEK", false, "NO_LIMIT_SET"),
        kept("KI_electronics", 0, "LOW", "ELECTRONICS", true, 500, "EUR", false, "MUST_COME_BACK"),
        kept("KI_beauty", 0, "LOW", "BEAUTY", false, 2500, "EUR", true, "NOT_RESALEABLE"),
        kept("KI_beauty_dear", 0, "LOW", "BEAUTY", false, 2501, "EUR", false, "WORTH_PROCESSING"),
        kept("KI_fault", 1, "LOW", "MIXED", true, 2000, "GBP", true, "CHEAPER_TO_KEEP"),
        kept("KI_fault_dear", 1, "LOW", "FASHION", true, 2001, "GBP", false, "WORTH_PROCESSING"),
        kept("KI_cheap", 1, "LOW", "TOYS", false, 1000, "EUR", true, "CHEAPER_TO_KEEP"),
        kept("KI_worth", 1, "LOW", "SHOES", false, 1001, "EUR", false, "WORTH_PROCESSING"));
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
            eligibility(),
            riskSignals(),
            fraudRisk(),
            returnMethods(),
            resolution(),
            exchangeMode(),
            keepItem(),
            disposition())
        .flatMap(List::stream)
        .filter(row -> row.decided().matchedRules().contains(row.rule()))
        .forEach(
            row -> cases.computeIfAbsent(row.decision(), d -> new TreeSet<>()).add(row.rule()));

    assertThat(cases).isEqualTo(rowsOfAllTables());
  }

  /** The ids of the rows by decision, read from the files that are deployed. */
  private static Map<String, Set<String>> rowsOfAllTables() throws Exception {
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
