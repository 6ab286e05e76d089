package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.Decision;
import io.retour.policy.DecisionTables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One case for each row of the tables of claims and of the law of conformity. */
class ClaimTablesTest {

  private static final DecisionTables TABLES = TablesForTests.packaged();

  /**
   * @param rule the row's id in its DMN file
   */
  private record Row(String decision, String rule, Map<String, Object> facts, Object output) {

    @Override
    public String toString() {
      return rule;
    }
  }

  static List<Row> rows() {
    return Stream.of(bearer(), remedy(), conformity(), conformityRemedy(), price(), extension())
        .flatMap(List::stream)
        .toList();
  }

  /** The rows that have a case here, by decision. */
  static Map<String, Set<String>> cases() {
    Map<String, Set<String>> cases = new TreeMap<>();
    rows()
        .forEach(
            row -> cases.computeIfAbsent(row.decision(), d -> new TreeSet<>()).add(row.rule()));
    return cases;
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static Row bearer(
      String rule, String kind, int days, String bearer, boolean carrierClaim) {
    return new Row(
        "claim-bearer",
        rule,
        map("claimKind", kind, "daysSinceDelivery", days),
        map("bearer", bearer, "carrierClaim", carrierClaim));
  }

  private static List<Row> bearer() {
    return List.of(
        bearer("CB_never_arrived", "NEVER_ARRIVED", -1, "CARRIER", true),
        bearer("CB_damaged_in_time", "DAMAGED", 7, "CARRIER", true),
        bearer("CB_damaged_late", "DAMAGED", 8, "SELLER", false),
        bearer("CB_packed_wrongly", "WRONG", 2, "SELLER", false));
  }

  private static Row remedy(
      String rule,
      boolean consumer,
      String kind,
      boolean delivered,
      long value,
      String evidence,
      int days,
      int earlier,
      boolean inStock,
      String outcome) {
    return new Row(
        "claim-remedy",
        rule,
        map(
            "consumer", consumer,
            "claimKind", kind,
            "scanSaysDelivered", delivered,
            "claimValueMinor", value,
            "evidence", evidence,
            "daysSinceDelivery", days,
            "earlierClaims", earlier,
            "replacementInStock", inStock),
        outcome);
  }

  private static List<Row> remedy() {
    String lost = "NEVER_ARRIVED";
    String broken = "DAMAGED";
    return List.of(
        remedy("CR_business", false, broken, true, 100, "GIVEN", 1, 0, true, "REVIEW"),
        remedy("CR_lost_replaceable", true, lost, false, 99999, "NONE", -1, 9, true, "CHOICE"),
        remedy("CR_lost_sold_out", true, lost, false, 99999, "NONE", -1, 9, false, "REFUND"),
        remedy(
            "CR_disputed_small_replaceable", true, lost, true, 4999, "NONE", 2, 1, true, "CHOICE"),
        remedy("CR_disputed_small_sold_out", true, lost, true, 4999, "NONE", 2, 1, false, "REFUND"),
        remedy("CR_disputed_worth", true, lost, true, 5000, "NONE", 2, 1, true, "REVIEW"),
        remedy("CR_disputed_again", true, lost, true, 100, "NONE", 2, 2, true, "REVIEW"),
        remedy("CR_after_two_years", true, broken, true, 100, "GIVEN", 731, 0, true, "REVIEW"),
        remedy("CR_often", true, broken, true, 100, "GIVEN", 730, 3, true, "REVIEW"),
        remedy("CR_small_replaceable", true, broken, true, 2499, "NONE", 1, 2, true, "CHOICE"),
        remedy("CR_small_sold_out", true, broken, true, 2499, "OVERDUE", 1, 2, false, "REFUND"),
        remedy(
            "CR_evidence_needed", true, "WRONG", true, 2500, "NONE", 1, 0, true, "EVIDENCE_NEEDED"),
        remedy("CR_no_evidence", true, "MISSING", true, 2500, "OVERDUE", 1, 0, true, "REVIEW"),
        remedy("CR_shown_replaceable", true, broken, true, 49999, "GIVEN", 1, 0, true, "CHOICE"),
        remedy("CR_shown_sold_out", true, broken, true, 49999, "GIVEN", 1, 0, false, "REFUND"),
        remedy("CR_shown_worth", true, broken, true, 50000, "GIVEN", 1, 0, true, "REVIEW"));
  }

  private static Row law(
      String rule,
      String law,
      int days,
      int months,
      boolean extended,
      String standing,
      String burden,
      int liabilityMonths) {
    return new Row(
        "conformity",
        rule,
        map(
            "conformityLaw", law,
            "daysSinceDelivery", days,
            "monthsSinceDelivery", months,
            "liabilityExtended", extended),
        map(
            "standing", standing,
            "burden", burden,
            "liabilityMonths", liabilityMonths,
            "refundAtOnce", rule.endsWith("_short_term")));
  }

  private static List<Row> conformity() {
    String yes = "COVERED";
    String look = "REVIEW";
    String seller = "SELLER";
    String consumer = "CONSUMER";
    return List.of(
        law("CF_eu_presumed", "EU", 365, 12, false, yes, seller, 24),
        law("CF_eu_second_year", "EU", 366, 13, false, yes, consumer, 24),
        law("CF_eu_extended", "EU", 800, 27, true, yes, consumer, 24),
        law("CF_eu_over", "EU", 800, 25, false, look, consumer, 24),
        law("CF_nl_presumed", "NL", 365, 12, false, yes, seller, 24),
        law("CF_nl_expected", "NL", 700, 24, false, yes, consumer, 24),
        law("CF_nl_lifetime_repaired", "NL", 800, 27, true, yes, consumer, 24),
        law("CF_nl_lifetime", "NL", 2000, 66, false, look, consumer, 24),
        law("CF_be_pl_presumed", "BE", 700, 24, false, yes, seller, 24),
        law("CF_be_pl_presumed", "PL", 400, 14, false, yes, seller, 24),
        law("CF_eu_extended", "BE", 800, 27, true, yes, consumer, 24),
        law("CF_eu_over", "PL", 800, 25, false, look, consumer, 24),
        law("CF_fr_presumed", "FR", 700, 24, false, yes, seller, 24),
        law("CF_fr_extended", "FR", 760, 25, true, yes, consumer, 24),
        law("CF_fr_over", "FR", 760, 25, false, look, consumer, 24),
        law("CF_es_presumed", "ES", 30, 1, false, yes, seller, 36),
        law("CF_pt_short_term", "PT", 30, 1, false, yes, seller, 36),
        law("CF_pt_presumed", "PT", 31, 24, false, yes, seller, 36),
        law("CF_es_pt_third_year", "PT", 1000, 36, false, yes, consumer, 36),
        law("CF_es_pt_extended", "ES", 1200, 40, true, yes, consumer, 36),
        law("CF_es_pt_over", "PT", 1200, 37, false, look, consumer, 36),
        law("CF_se_presumed", "SE", 700, 24, false, yes, seller, 36),
        law("CF_se_third_year", "SE", 1000, 36, false, yes, consumer, 36),
        law("CF_se_extended", "SE", 1200, 40, true, yes, consumer, 36),
        law("CF_se_over", "SE", 1200, 37, false, look, consumer, 36),
        law("CF_fi_presumed", "FI", 365, 12, false, yes, seller, 24),
        law("CF_fi_expected", "FI", 700, 24, false, yes, consumer, 24),
        law("CF_fi_lifetime_repaired", "FI", 800, 27, true, yes, consumer, 24),
        law("CF_fi_lifetime", "FI", 2000, 66, false, look, consumer, 24),
        law("CF_ie_short_term", "IE", 30, 1, false, yes, seller, 72),
        law("CF_ie_presumed", "IE", 365, 12, false, yes, seller, 72),
        law("CF_ie_proof", "IE", 2100, 72, false, yes, consumer, 72),
        law("CF_ie_over", "IE", 2300, 73, false, look, consumer, 72),
        law("CF_uk_short_term", "UK", 30, 1, false, yes, seller, 72),
        law("CF_uk_presumed", "UK", 31, 6, false, yes, seller, 72),
        law("CF_uk_proof", "UK", 1800, 60, false, yes, consumer, 72),
        law("CF_uk_sixth_year", "UK", 2100, 72, false, look, consumer, 72),
        law("CF_uk_over", "UK", 2300, 73, false, look, consumer, 72),
        law("CF_other", "BUSINESS", 1, 1, false, look, consumer, 0));
  }

  private static Row conformityRemedy(
      String rule,
      int before,
      String wish,
      boolean atOnce,
      boolean inStock,
      String remedy,
      String why) {
    return new Row(
        "conformity-remedy",
        rule,
        map(
            "earlierRemedies", before,
            "wishedRemedy", wish,
            "refundAtOnce", atOnce,
            "replacementInStock", inStock),
        map("conformityRemedy", remedy, "conformityRemedyReason", why));
  }

  private static List<Row> conformityRemedy() {
    String repair = "REPAIR";
    String replacement = "REPLACEMENT";
    String refund = "REFUND";
    String reduction = "REDUCTION";
    String price = "PRICE";
    return List.of(
        conformityRemedy("CX_failed_again", 1, refund, false, true, price, "FAILED_AGAIN"),
        conformityRemedy(
            "CX_failed_again_left_open", 1, reduction, true, true, price, "FAILED_AGAIN"),
        conformityRemedy(
            "CX_failed_again_left_open", 2, "NONE", false, true, price, "FAILED_AGAIN"),
        conformityRemedy(
            "CX_failed_again_sold_out", 1, replacement, false, false, price, "FAILED_AGAIN"),
        conformityRemedy(
            "CX_reduction_mended_first", 0, reduction, true, false, repair, "MENDED_FIRST"),
        conformityRemedy("CX_replacement", 1, replacement, false, true, replacement, "AS_WISHED"),
        conformityRemedy("CX_repair", 2, repair, false, true, repair, "AS_WISHED"),
        conformityRemedy("CX_rejected_at_once", 0, refund, true, true, refund, "REJECTED_AT_ONCE"),
        conformityRemedy("CX_rejected_at_once", 1, refund, true, true, refund, "REJECTED_AT_ONCE"),
        conformityRemedy("CX_mended_first", 0, refund, false, true, repair, "MENDED_FIRST"),
        conformityRemedy("CX_replacement", 0, replacement, true, true, replacement, "AS_WISHED"),
        conformityRemedy(
            "CX_replacement_impossible",
            0,
            replacement,
            false,
            false,
            repair,
            "REPLACEMENT_IMPOSSIBLE"),
        conformityRemedy("CX_repair", 0, repair, true, true, repair, "AS_WISHED"),
        conformityRemedy("CX_left_open", 0, "NONE", true, true, repair, "LEFT_OPEN"));
  }

  private static Row price(String rule, String law, boolean minor, String wish, String remedy) {
    return new Row(
        "price-remedy",
        rule,
        map("conformityLaw", law, "minorDefect", minor, "wishedRemedy", wish),
        remedy);
  }

  private static List<Row> price() {
    return List.of(
        price("PR_minor", "NL", true, "REFUND", "REDUCTION"),
        price("PR_minor", "BUSINESS", true, "NONE", "REDUCTION"),
        price("PR_price_back", "DE", false, "REFUND", "REFUND"),
        price("PR_price_back", "UK", false, "REFUND", "REFUND"),
        price("PR_choice", "EU", false, "REDUCTION", "CHOICE"),
        price("PR_choice", "UK", false, "REPAIR", "CHOICE"),
        price("PR_uk_price_back", "UK", true, "REFUND", "REFUND"),
        price("PR_uk_choice", "UK", true, "NONE", "CHOICE"));
  }

  private static Row extension(
      String rule, String law, boolean rightToRepair, boolean before, int months) {
    return new Row(
        "liability-extension",
        rule,
        map("conformityLaw", law, "rightToRepair", rightToRepair, "liabilityExtended", before),
        months);
  }

  private static List<Row> extension() {
    return List.of(
        extension("LE_right_to_repair", "EU", true, false, 12),
        extension("LE_fr_before", "FR", false, false, 6),
        extension("LE_eu_before", "NL", false, false, 0),
        extension("LE_once", "ES", true, true, 0),
        extension("LE_elsewhere", "UK", true, false, 0));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachRowAnswersItsCase(Row row) {
    Decision decided = TABLES.decide(row.decision(), row.facts());

    assertThat(decided.matchedRules()).containsExactly(row.rule());
    assertThat(plain(decided.output())).isEqualTo(plain(row.output()));
  }

  /** Numbers as the table library and as Java writes them. */
  private static Object plain(Object value) {
    return value instanceof Map<?, ?> map
        ? new TreeMap<>(
            map.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        each -> String.valueOf(each.getKey()),
                        each -> String.valueOf(each.getValue()))))
        : String.valueOf(value);
  }
}
