package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.FactDictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tables that take away what the law gives are refused, each right for a change of its own; so no
 * line of {@code dmn/floor.yaml} stands there for nothing.
 */
class TablesKeepTheLawTest {

  private static final PackagedDictionary DICTIONARY = new PackagedDictionary();
  private static final List<StatutoryRight> RIGHTS = DICTIONARY.statutoryRights();

  /** Right, file, the row that is changed, which of its answers (from 0), and to what. */
  private static final String CHANGES =
      """
      SF_withdrawal                       , legal-basis         , LB_withdrawal                    , 0, "VOLUNTARY"
      SF_withdrawal_seal_intact           , legal-basis         , LB_withdrawal_seal_intact        , 0, "VOLUNTARY"
      SF_conformity                       , legal-basis         , LB_conformity                    , 0, "VOLUNTARY"
      SF_recall                           , legal-basis         , LB_recall                        , 0, "VOLUNTARY"
      SF_burden_of_proof                  , legal-basis         , CF_eu_presumed                   , 1, "CONSUMER"
      SF_burden_of_proof_two_years        , legal-basis         , CF_fr_presumed                   , 1, "CONSUMER"
      SF_three_years                      , legal-basis         , CF_es_pt_third_year              , 0, "REVIEW"
      SF_uk_burden_of_proof               , legal-basis         , CF_uk_presumed                   , 1, "CONSUMER"
      SF_uk_short_term_right              , legal-basis         , CF_uk_short_term                 , 3, false
      SF_liability_after_repair           , liability-extension , LE_right_to_repair               , 0, 6
      SF_choice_of_remedy                 , conformity-remedy   , CX_replacement                   , 0, "REPAIR"
      SF_choice_of_repair                 , conformity-remedy   , CX_repair                        , 0, "REFUND"
      SF_price_back_after_failure         , conformity-remedy   , CX_failed_again                  , 0, "REPAIR"
      SF_price_reduction_after_failure    , conformity-remedy   , CX_failed_again_left_open        , 0, "REPAIR"
      SF_end_of_the_contract              , price-remedy        , PR_price_back                    , 0, "REDUCTION"
      SF_reduction_or_end_of_the_contract , price-remedy        , PR_choice                        , 0, "REDUCTION"
      SF_uk_final_right_to_reject         , price-remedy        , PR_uk_price_back                 , 0, "REDUCTION"
      SF_price_back_at_once               , conformity-remedy   , CX_rejected_at_once              , 0, "REPAIR"
      SF_eligible                         , eligibility         , ER_item_seal_unclear             , 2, "BLOCK"
      SF_eligible_whatever_the_customer   , eligibility         , ER_item_seal_unclear             , 0, "CUSTOMER"
      SF_withdrawal_accepted              , withdrawal-class    , WC_in_time                       , 0, "LATE"
      SF_exemption_told                   , withdrawal-class    , WC_exemption_not_told            , 0, "EXEMPT"
      SF_money_back                       , resolution          , RS_right_refund                  , 0, "STORE_CREDIT"
      SF_deduction_evidence               , refund-deduction    , RD_withdrawal_no_evidence        , 0, 15
      SF_deduction_notice                 , refund-deduction    , RD_withdrawal_not_informed       , 0, 100
      SF_deduction_fault                  , refund-deduction    , RD_seller_at_fault               , 0, 10
      SF_way_back_fault                   , return-methods      , RM_pickup_seller_at_fault        , 1, 495
      SF_way_back_not_told                , return-methods      , RC_not_told                      , 0, "SHOPPER"
      SF_refund_days                      , refund-timing       , RT_withdrawal_nothing_sent       , 1, 30
      SF_refund_from_notice               , refund-timing       , RT_withdrawal_nothing_sent       , 0, "RECEIPT"
      SF_withholding_ends                 , refund-timing       , RT_withdrawal_goods_known        , 2, "ACTIVE"
      SF_no_withholding_when_collected    , refund-timing       , RT_withdrawal_no_withholding     , 2, "ACTIVE"
      SF_uk_conformity_refund_days        , refund-timing       , RT_uk_conformity_goods_known     , 1, 20
      SF_never_arrived                    , claim-remedy        , CR_lost_sold_out                 , 0, "REVIEW"
      SF_credit_by_right                  , credit-terms        , CT_by_right                      , 0, 36
      SF_nothing_destroyed                , destroy-allowed     , DA_recycle_textile_no_evidence   , 0, true
      SF_nothing_destroyed_without_grounds, destroy-allowed     , DA_recycle_textile_no_derogation , 0, true
      SF_damaged_battery                  , hazmat-triage       , HT_lithium_damaged               , 0, "LITHIUM"
      SF_no_parcel_for_a_damaged_battery  , return-methods      , RM_arranged_damaged_battery      , 0, "PARCEL_DROP_OFF"
      """;

  private static List<String> problemsOf(String file, String content) {
    return DICTIONARY.statutoryFloor().problemsOf(Map.of(file, content));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(textBlock = CHANGES, quoteCharacter = '\'')
  void tablesThatFallShortOfARightAreRefused(
      String right, String table, String row, int answer, String by) {
    String file = table + ".dmn";

    assertThat(problemsOf(file, answering(TablesForTests.text(file), row, answer, by)))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith(file + " (")
                    .contains("falls short of the law (" + right, row, law(right)));
  }

  @Test
  void eachRightIsTaughtByATableThatBreaksIt() {
    assertThat(CHANGES.lines().map(line -> line.split(",")[0].strip()))
        .containsExactlyInAnyOrderElementsOf(RIGHTS.stream().map(StatutoryRight::id).toList());
  }

  @Test
  void aRowWithABorderOfItsOwnIsFound() {
    String row =
        """
        <rule id="ER_customer_too_many"><description>Policy.</description>
          <inputEntry id="x0"><text></text></inputEntry><inputEntry id="x1"><text></text></inputEntry>
          <inputEntry id="x2"><text></text></inputEntry><inputEntry id="x3"><text></text></inputEntry>
          <inputEntry id="x4"><text></text></inputEntry><inputEntry id="x5"><text></text></inputEntry>
          <inputEntry id="x6"><text></text></inputEntry><inputEntry id="x7"><text>&gt;= 37</text></inputEntry>
          <inputEntry id="x8"><text></text></inputEntry><inputEntry id="x9"><text></text></inputEntry>
          <inputEntry id="xa"><text></text></inputEntry>
          <outputEntry id="xb"><text>"CUSTOMER"</text></outputEntry>
          <outputEntry id="xc"><text>"VERY_MANY_RETURNS"</text></outputEntry>
          <outputEntry id="xd"><text>"BLOCK"</text></outputEntry></rule>
        """;
    String table = TablesForTests.text("eligibility.dmn");

    List<String> problems =
        problemsOf(
            "eligibility.dmn",
            table.replace(
                "<rule id=\"ER_return_many_pieces\"", row + "<rule id=\"ER_return_many_pieces\""));

    assertThat(problems)
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains("ER_customer_too_many"));
  }

  @Test
  void aFormulaBetweenTheTablesIsAskedToo() {
    DmnTable.Formula formula =
        DmnTable.read("eligibility.dmn", TablesForTests.text("eligibility.dmn"))
            .formulas()
            .getFirst();

    String changed =
        TablesForTests.text("eligibility.dmn")
            .replaceFirst(
                "(<literalExpression[^>]*>\\s*<text>)[^<]*",
                "$1if customerReturns90Days > 3 then \"BLOCK\" else \"NONE\"");

    assertThat(formula.id()).isEqualTo("eligibilityMode");
    assertThat(problemsOf("eligibility.dmn", changed))
        .anySatisfy(problem -> assertThat(problem).contains("SF_eligible"));
  }

  @ParameterizedTest
  @MethodSource("rights")
  void aRightSpeaksOfFactsThatItsTableLooksAt(StatutoryRight right) {
    FactDictionary facts = DICTIONARY.factDictionary();

    assertThat(facts.facts().keySet()).containsAll(right.given().keySet());
    assertThat(TablesForTests.packaged().inputsOf(right.decision()))
        .containsAll(right.given().keySet());
    assertThat(right.law()).isNotBlank();
  }

  static List<StatutoryRight> rights() {
    return RIGHTS;
  }

  private static String law(String id) {
    return RIGHTS.stream().filter(right -> right.id().equals(id)).findFirst().orElseThrow().law();
  }

  /** A table in which one row gives another answer. */
  private static String answering(String table, String row, int answer, String by) {
    int start = table.indexOf("id=\"" + row + "\"");
    assertThat(start).as(row).isPositive();
    Matcher texts = Pattern.compile("<outputEntry[^>]*>\\s*<text>([^<]*)</text>").matcher(table);
    List<int[]> cells = new ArrayList<>();
    texts.region(start, table.indexOf("</rule>", start));
    while (texts.find()) {
      cells.add(new int[] {texts.start(1), texts.end(1)});
    }
    return table.substring(0, cells.get(answer)[0]) + by + table.substring(cells.get(answer)[1]);
  }
}
