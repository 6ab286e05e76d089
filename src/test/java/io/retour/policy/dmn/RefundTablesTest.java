package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.Decision;
import io.retour.policy.DecisionTables;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One case for each row of the tables about when money is due, what being late costs, and what may
 * be taken off.
 */
class RefundTablesTest {

  static final Set<String> TABLES_HERE =
      Set.of(
          "refund-timing",
          "late-refund-interest",
          "legal-interest-rate",
          "refund-deduction",
          "credit-terms",
          "tender-order",
          "delivery-refund",
          "instant-settlement",
          "recovery");

  private static final DecisionTables TABLES = TablesForTests.packaged();

  private static Map<String, Object> decided(String table, String rule, Map<String, ?> facts) {
    Decision decision = TABLES.decide(table, facts);
    assertThat(decision.matchedRules()).containsExactly(rule);
    return decision.row();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "RT_withdrawal_nothing_sent, RETURN, EU, STATUTORY_WITHDRAWAL, false, NOTHING, NOTICE, 14, ACTIVE, CRD_ART_13_3",
    "RT_withdrawal_goods_known, RETURN, EU, STATUTORY_WITHDRAWAL, false, RECEIVED, NOTICE, 14, ENDED, CRD_ART_13_3",
    "RT_withdrawal_no_withholding, RETURN, EU, STATUTORY_WITHDRAWAL, true, RECEIVED, NOTICE, 14, NONE, CRD_ART_13_1",
    "RT_withdrawal_nothing_to_send, RETURN, EU, STATUTORY_WITHDRAWAL, false, NOT_EXPECTED, NOTICE, 14, NONE, CRD_ART_13_1",
    "RT_uk_withdrawal_nothing_sent, RETURN, UK, STATUTORY_WITHDRAWAL, false, NOTHING, SENDING_OR_RECEIPT, 14, ACTIVE, UK_CCR_REG_34_5",
    "RT_uk_withdrawal_goods_known, RETURN, UK, STATUTORY_WITHDRAWAL, false, RECEIVED, SENDING_OR_RECEIPT, 14, NONE, UK_CCR_REG_34_5",
    "RT_uk_withdrawal_collection, RETURN, UK, STATUTORY_WITHDRAWAL, true, RECEIVED, NOTICE, 14, NONE, UK_CCR_REG_34_6",
    "RT_uk_withdrawal_nothing_to_send, RETURN, UK, STATUTORY_WITHDRAWAL, false, NOT_EXPECTED, NOTICE, 14, NONE, UK_CCR_REG_34_6",
    "RT_conformity_nothing_sent, RETURN, EU, CONFORMITY, false, NOTHING, SENDING_OR_RECEIPT, 14, ACTIVE, SGD_ART_16_3",
    "RT_conformity_goods_known, RETURN, EU, CONFORMITY, false, RECEIVED, SENDING_OR_RECEIPT, 14, NONE, SGD_ART_16_3",
    "RT_conformity_nothing_to_send, RETURN, EU, CONFORMITY, false, NOT_EXPECTED, NOTICE, 14, NONE, SGD_ART_16_3",
    "RT_uk_conformity_nothing_sent, RETURN, UK, CONFORMITY, false, NOTHING, SENDING_OR_RECEIPT, 14, ACTIVE, CRA_S_20_15",
    "RT_uk_conformity_goods_known, RETURN, UK, CONFORMITY, false, RECEIVED, SENDING_OR_RECEIPT, 14, NONE, CRA_S_20_15",
    "RT_uk_conformity_nothing_to_send, RETURN, UK, CONFORMITY, false, NOT_EXPECTED, NOTICE, 14, NONE, CRA_S_20_15",
    "RT_recall_nothing_sent, RETURN, OTHER, RECALL, false, NOTHING, SENDING_OR_RECEIPT, 14, ACTIVE, GPSR_ART_37",
    "RT_recall_goods_known, RETURN, OTHER, RECALL, false, RECEIVED, SENDING_OR_RECEIPT, 14, NONE, GPSR_ART_37",
    "RT_recall_nothing_to_send, RETURN, OTHER, RECALL, false, NOT_EXPECTED, NOTICE, 14, NONE, GPSR_ART_37",
    "RT_voluntary_not_received, RETURN, OTHER, VOLUNTARY, false, SENT, RECEIPT, 14, ACTIVE, SELLER_POLICY",
    "RT_voluntary_received, RETURN, OTHER, VOLUNTARY, false, RECEIVED, RECEIPT, 14, NONE, SELLER_POLICY",
    "RT_voluntary_nothing_to_send, RETURN, OTHER, VOLUNTARY, false, NOT_EXPECTED, NOTICE, 14, NONE, SELLER_POLICY",
    "RT_claim_conformity, CLAIM, EU, CONFORMITY, false, NOT_EXPECTED, AGREEMENT, 14, NONE, SGD_ART_16_3",
    "RT_claim_conformity, CLAIM, OTHER, CONFORMITY, false, NOT_EXPECTED, AGREEMENT, 14, NONE, SGD_ART_16_3",
    "RT_claim_uk_conformity, CLAIM, UK, CONFORMITY, false, NOT_EXPECTED, AGREEMENT, 13, NONE, CRA_S_20_15",
    "RT_claim_voluntary, CLAIM, EU, VOLUNTARY, false, NOT_EXPECTED, AGREEMENT, 14, NONE, SELLER_POLICY"
  })
  void saysWhenTheMoneyIsDue(
      String rule,
      String subject,
      String region,
      String basis,
      boolean collection,
      String goods,
      String startsWith,
      long days,
      String withholding,
      String provision) {
    assertThat(
            decided(
                "refund-timing",
                rule,
                Map.of(
                    "legalRegion", region,
                    "legalBasis", basis,
                    "collectionOffered", collection,
                    "goodsSeen", goods,
                    "subject", subject)))
        .containsEntry("startsWith", startsWith)
        .containsEntry("daysUntilDue", days)
        .containsEntry("withholding", withholding)
        .containsEntry("warnDaysBefore", 3L)
        .containsEntry("escalateTo", "OPERATIONS")
        .containsEntry("provision", provision);
  }

  @ParameterizedTest(name = "{0}, day {1}")
  @CsvSource({
    "LR_fr_to_10, 1, 0, false, true, 11",
    "LR_fr_to_10, 10, 0, false, true, 11",
    "LR_fr_to_20, 11, 5, false, false, 21",
    "LR_fr_to_20, 20, 5, false, false, 21",
    "LR_fr_to_30, 21, 10, false, false, 31",
    "LR_fr_to_60, 60, 20, false, false, 61",
    "LR_fr_to_90, 90, 50, false, false, 91",
    "LR_fr_to_120, 120, 55, true, false, 121",
    "LR_fr_to_150, 150, 60, true, false, 151",
    "LR_fr_to_180, 180, 65, true, false, 181",
    "LR_fr_to_210, 210, 70, true, false, 211",
    "LR_fr_to_240, 240, 75, true, false, 241",
    "LR_fr_to_270, 270, 80, true, false, 271",
    "LR_fr_to_300, 300, 85, true, false, 301",
    "LR_fr_to_330, 330, 90, true, false, 331",
    "LR_fr_to_360, 360, 95, true, false, 361",
    "LR_fr_price_reached, 361, 100, true, true, 0"
  })
  void saysWhatALateFrenchRefundCosts(
      String rule,
      int daysLate,
      long uplift,
      boolean upToPrice,
      boolean legalInterest,
      long nextStep) {
    assertThat(
            decided(
                "late-refund-interest",
                rule,
                Map.of(
                    "country", "FR",
                    "legalBasis", "STATUTORY_WITHDRAWAL",
                    "daysLate", daysLate)))
        .containsEntry("upliftPercent", uplift)
        .containsEntry("upToPrice", upToPrice)
        .containsEntry("legalInterest", legalInterest)
        .containsEntry("nextStepDay", nextStep)
        .containsEntry("provision", "FR_L242_4");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"LR_fr_no_withdrawal, FR, CONFORMITY", "LR_elsewhere, NL, STATUTORY_WITHDRAWAL"})
  void knowsNoStepsElsewhere(String rule, String country, String basis) {
    assertThat(
            decided(
                "late-refund-interest",
                rule,
                Map.of("country", country, "legalBasis", basis, "daysLate", 40)))
        .containsEntry("upliftPercent", 0L)
        .containsEntry("upToPrice", false)
        .containsEntry("legalInterest", false)
        .containsEntry("nextStepDay", 0L)
        .containsEntry("provision", "NONE");
  }

  /** Code monétaire et financier L313-2: a rate for each half-year. */
  @ParameterizedTest(name = "{0}, {2}")
  @CsvSource({
    "LIR_fr_2025_1, FR, 202506, 721",
    "LIR_fr_2025_2, FR, 202507, 665",
    "LIR_fr_2025_2, FR, 202512, 665",
    "LIR_fr_2026_1, FR, 202601, 667",
    "LIR_fr_2026_1, FR, 202708, 667",
    "LIR_elsewhere, NL, 202601, 0"
  })
  void saysTheRateOfLegalInterestOfAMonth(String rule, String country, int month, long rate) {
    Decision decision =
        TABLES.decide("legal-interest-rate", Map.of("country", country, "interestMonth", month));
    assertThat(decision.matchedRules()).containsExactly(rule);
    assertThat(decision.output()).isEqualTo(rate);
  }

  /** The steps follow each other without a gap, and none is smaller than the one before. */
  @Test
  void eachStepLeadsToTheNext() {
    int day = 1;
    int before = 0;
    for (int steps = 0; day > 0; steps++) {
      Map<String, Object> step =
          TABLES
              .decide(
                  "late-refund-interest",
                  Map.of("country", "FR", "legalBasis", "STATUTORY_WITHDRAWAL", "daysLate", day))
              .row();
      int uplift = ((Number) step.get("upliftPercent")).intValue();
      assertThat(uplift).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(100);
      before = uplift;
      int next = ((Number) step.get("nextStepDay")).intValue();

      day = next;
      assertThat(steps).isLessThan(20);
    }
    assertThat(before).isEqualTo(100);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "RD_withdrawal_not_informed, STATUTORY_WITHDRAWAL, false, true, true, 0, NOTICE_MISSING",
    "RD_withdrawal_no_evidence, STATUTORY_WITHDRAWAL, true, false, true, 0, NO_EVIDENCE",
    "RD_withdrawal_no_photo, STATUTORY_WITHDRAWAL, true, true, false, 0, NO_PHOTO",
    "RD_withdrawal_evidence, STATUTORY_WITHDRAWAL, true, true, true, 100, LOST_VALUE_ONLY",
    "RD_seller_at_fault, CONFORMITY, true, true, true, 0, SELLER_AT_FAULT",
    "RD_seller_at_fault, RECALL, true, true, true, 0, SELLER_AT_FAULT",
    "RD_voluntary_no_evidence, VOLUNTARY, true, false, true, 0, NO_EVIDENCE",
    "RD_voluntary_evidence, VOLUNTARY, true, true, false, 100, POLICY_CAP"
  })
  void saysHowMuchMayBeTakenOff(
      String rule,
      String basis,
      boolean informed,
      boolean evidence,
      boolean photo,
      long most,
      String why) {
    assertThat(
            decided(
                "refund-deduction",
                rule,
                Map.of(
                    "legalBasis",
                    basis,
                    "withdrawalInformed",
                    informed,
                    "valueLossSeen",
                    evidence,
                    "lossPhotographed",
                    photo)))
        .containsEntry("maxDeductionPercent", most)
        .containsEntry("deductionRule", why);
  }

  /** A row without a case above fails here. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "IS_other, lumen, EXCHANGE, LOW, 0, VOLUNTARY, 0, 1, 5, EUR, 2495, false, NOT_MONEY",
    "IS_risk, lumen, REFUND, MEDIUM, 0, STATUTORY_WITHDRAWAL, 0, 1, 5, EUR, 2495, false, RISK",
    "IS_report, lumen, REFUND, LOW, 1, STATUTORY_WITHDRAWAL, 0, 1, 5, EUR, 2495, false, RISK",
    "IS_fault, lumen, REFUND, LOW, 0, CONFORMITY, 0, 1, 5, EUR, 2495, false, FAULT_SEEN_FIRST",
    "IS_late, lumen, REFUND, LOW, 0, VOLUNTARY, 1, 1, 5, EUR, 2495, false, AFTER_WINDOW",
    "IS_parcels, lumen, REFUND, LOW, 0, VOLUNTARY, 0, 2, 5, EUR, 2495, false, SEVERAL_PARCELS",
    "IS_new, lumen, REFUND, LOW, 0, STATUTORY_WITHDRAWAL, 0, 1, 2, EUR, 2495, false, NEW_SHOPPER",
    "IS_currency, lumen, REFUND, LOW, 0, STATUTORY_WITHDRAWAL, 0, 1, 3, SEK, 2495, false, NO_LIMIT_SET",
    "IS_paid, lumen, REFUND, LOW, 0, VOLUNTARY, -3, 1, 3, GBP, 15000, true, PROVEN_SHOPPER",
    "IS_dear, lumen, REFUND, LOW, 0, STATUTORY_WITHDRAWAL, 0, 1, 3, EUR, 15001, false, WORTH_A_LOOK",
    "IS_paid_kestrel, kestrel, REFUND, LOW, 0, VOLUNTARY, 0, 1, 3, EUR, 25000, true, PROVEN_SHOPPER",
    "IS_dear_kestrel, kestrel, REFUND, LOW, 0, VOLUNTARY, 0, 1, 3, EUR, 25001, false, WORTH_A_LOOK"
  })
  void saysWhoIsPaidAtTheDropOffScan(
      String rule,
      String brand,
      String wanted,
      String risk,
      int reports,
      String basis,
      int daysPastWindow,
      int parcels,
      int orders,
      String currency,
      long valueMinor,
      boolean atOnce,
      String why) {
    assertThat(
            decided(
                "instant-settlement",
                rule,
                Map.of(
                    "brand", brand,
                    "requestedResolution", wanted,
                    "riskLevel", risk,
                    "earlierFraudReports", reports,
                    "legalBasis", basis,
                    "daysPastWindow", daysPastWindow,
                    "parcels", parcels,
                    "customerOrders", orders,
                    "currency", currency,
                    "returnValueMinor", valueMinor)))
        .isEqualTo(Map.of("settleAtOnce", atOnce, "instantReason", why));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "RC_small, EUR, 1000, WRITE_OFF, TOO_SMALL",
    "RC_ask, GBP, 1001, ASK, WORTH_ASKING",
    "RC_currency, SEK, 1, ASK, NO_LIMIT_SET"
  })
  void saysWhatIsAskedBack(
      String rule, String currency, long overpaidMinor, String recovery, String why) {
    assertThat(
            decided("recovery", rule, Map.of("currency", currency, "overpaidMinor", overpaidMinor)))
        .isEqualTo(Map.of("recovery", recovery, "recoveryReason", why));
  }

  @Test
  void everyRowHasACase() throws Exception {
    Set<String> named = new TreeSet<>();
    for (java.lang.reflect.Method method : RefundTablesTest.class.getDeclaredMethods()) {
      CsvSource cases = method.getAnnotation(CsvSource.class);
      if (cases != null) {
        for (String line : cases.value()) {
          named.add(line.split(",")[0].strip());
        }
      }
    }
    Set<String> rows = new TreeSet<>();
    DecisionTablesTest.rowsOfAllTables()
        .forEach(
            (table, ids) -> {
              if (TABLES_HERE.contains(table)) {
                rows.addAll(ids);
              }
            });
    assertThat(named).isEqualTo(rows);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "CT_by_right, STATUTORY_WITHDRAWAL, DE, 0, 36, true, CRD_ART_13_1",
    "CT_by_right, CONFORMITY, NL, 0, 36, true, CRD_ART_13_1",
    "CT_by_right, RECALL, US, 0, 36, true, CRD_ART_13_1",
    "CT_germany, VOLUNTARY, DE, 36, 36, true, BGB_195_199",
    "CT_austria, VOLUNTARY, AT, 360, 36, false, ABGB_1478",
    "CT_netherlands, VOLUNTARY, NL, 60, 36, false, BW_3_307",
    "CT_france, VOLUNTARY, FR, 60, 36, false, FR_CC_2224",
    "CT_united_kingdom, VOLUNTARY, GB, 72, 36, false, UK_LA_S_5",
    "CT_elsewhere, VOLUNTARY, ES, 60, 36, false, SELLER_POLICY"
  })
  void saysHowLongAStoreCreditCanBeSpent(
      String rule,
      String basis,
      String country,
      long valueMonths,
      long bonusMonths,
      boolean untilYearEnd,
      String provision) {
    assertThat(decided("credit-terms", rule, Map.of("legalBasis", basis, "country", country)))
        .containsEntry("valueMonths", valueMonths)
        .containsEntry("bonusMonths", bonusMonths)
        .containsEntry("untilYearEnd", untilYearEnd)
        .containsEntry("provision", provision);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "TO_gift_card_withdrawal, GIFT_CARD, STATUTORY_WITHDRAWAL, 10, CRD_ART_13_1",
    "TO_gift_card_otherwise, GIFT_CARD, CONFORMITY, 10, SELLER_POLICY",
    "TO_gift_card_otherwise, GIFT_CARD, VOLUNTARY, 10, SELLER_POLICY",
    "TO_other_withdrawal, CARD, STATUTORY_WITHDRAWAL, 20, CRD_ART_13_1",
    "TO_other_withdrawal, IDEAL, STATUTORY_WITHDRAWAL, 20, CRD_ART_13_1",
    "TO_other_otherwise, CARD, RECALL, 20, SELLER_POLICY"
  })
  void saysWhichMeansOfPaymentIsPaidBackFirst(
      String rule, String method, String basis, long rank, String provision) {
    assertThat(
            decided(
                "tender-order",
                rule,
                Map.of("tenderMethod", method, "legalBasis", basis, "country", "NL")))
        .containsEntry("rank", rank)
        .containsEntry("provision", provision);
  }

  /** what the directive leaves open is the shop's to say. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "DR_kestrel_germany, kestrel, DE, PRO_RATA",
    "DR_kestrel, kestrel, NL, WITH_THE_LAST_PIECE",
    "DR_other_brands, lumen, DE, WITH_THE_LAST_PIECE"
  })
  void saysWhatOfTheDeliveryAPartBringsBack(
      String rule, String brand, String country, String partialDelivery) {
    assertThat(decided("delivery-refund", rule, Map.of("brand", brand, "country", country)))
        .containsEntry("partialDelivery", partialDelivery)
        .containsEntry("provision", "SELLER_POLICY");
  }
}
