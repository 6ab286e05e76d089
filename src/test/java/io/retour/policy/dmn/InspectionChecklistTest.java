package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.policy.Decision;
import io.retour.policy.DecisionTables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked at, by the category of the goods. */
class InspectionChecklistTest {

  static final Set<String> TABLES_HERE = Set.of("inspection-checklist");

  private static final DecisionTables TABLES = TablesForTests.packaged();

  private static Decision asked(String category) {
    return TABLES.decide("inspection-checklist", Map.of("category", category));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "FASHION, WORN SMELL TAGS STAINS",
    "SHOES, WORN STAINS PAIR SOLES BOX",
    "ELECTRONICS, STARTS SERIAL COMPLETE SCRATCHES LOCKED",
    "HOME, STAINS COMPLETE SCRATCHES",
    "BEAUTY, SEAL USED",
    "TOYS, BOX COMPLETE SCRATCHES",
    "OTHER, COMPLETE SCRATCHES",
    "GARDEN, ''"
  })
  void asksWhatTheGoodsNeedInTheOrderOfTheRows(String category, String checks) {
    assertThat(asked(category).rows().stream().map(row -> "" + row.get("check")))
        .containsExactlyElementsOf(checks.isEmpty() ? List.of() : List.of(checks.split(" ")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "IC_worn, FASHION, WORN, YES, WORN",
    "IC_smell, FASHION, SMELL, YES, SMELLS",
    "IC_tags, FASHION, TAGS, NO, TAGS_MISSING",
    "IC_stains, HOME, STAINS, YES, STAINED",
    "IC_pair, SHOES, PAIR, NO, NONE",
    "IC_soles, SHOES, SOLES, YES, SOLES_WORN",
    "IC_box, TOYS, BOX, NO, NONE",
    "IC_power, ELECTRONICS, STARTS, NO, NONE",
    "IC_serial, ELECTRONICS, SERIAL, NO, NONE",
    "IC_parts, OTHER, COMPLETE, NO, PARTS_MISSING",
    "IC_scratches, HOME, SCRATCHES, YES, SCRATCHED",
    "IC_locked, ELECTRONICS, LOCKED, YES, NONE",
    "IC_seal, BEAUTY, SEAL, NO, SEAL_BROKEN",
    "IC_used, BEAUTY, USED, YES, USED"
  })
  void saysWhichAnswerIsAFinding(
      String rule, String category, String check, String seenWhen, String finding) {
    assertThat(asked(category).matchedRules()).contains(rule);
    assertThat(asked(category).rows())
        .contains(Map.of("check", check, "seenWhen", seenWhen, "finding", finding));
  }

  @Test
  void everyRowHasACase() throws Exception {
    CsvSource cases =
        InspectionChecklistTest.class
            .getDeclaredMethod(
                "saysWhichAnswerIsAFinding",
                String.class,
                String.class,
                String.class,
                String.class,
                String.class)
            .getAnnotation(CsvSource.class);
    Set<String> named = new TreeSet<>();
    for (String line : cases.value()) {
      named.add(line.split(",")[0].strip());
    }

    assertThat(named).isEqualTo(DecisionTablesTest.rowsOfAllTables().get("inspection-checklist"));
  }
}
