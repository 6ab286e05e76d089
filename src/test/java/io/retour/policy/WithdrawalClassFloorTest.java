package io.retour.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.OrderLine.Exemption;
import io.retour.policy.dmn.TablesForTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no edit of {@code withdrawal-class.dmn} may take away, over all of its facts. */
class WithdrawalClassFloorTest {

  private static final DecisionTables TABLES = TablesForTests.packaged();

  private record Item(
      boolean piecesLeft,
      boolean consumer,
      String legalRegion,
      boolean withdrawalPeriodOpen,
      boolean delivered,
      Exemption exemption,
      boolean withdrawalInformed,
      boolean exemptionsInformed) {

    String withdrawalClass() {
      return String.valueOf(
          TABLES
              .decide(
                  "withdrawal-class",
                  Map.of(
                      "piecesLeft", piecesLeft,
                      "consumer", consumer,
                      "legalRegion", legalRegion,
                      "withdrawalPeriodOpen", withdrawalPeriodOpen,
                      "delivered", delivered,
                      "exemption", exemption.name(),
                      "withdrawalInformed", withdrawalInformed,
                      "exemptionsInformed", exemptionsInformed))
              .row()
              .get("withdrawalClass"));
    }

    boolean underTheLaw() {
      return piecesLeft && consumer && !legalRegion.equals("OTHER") && withdrawalPeriodOpen;
    }
  }

  private static List<Item> everyItem() {
    List<Item> items = new ArrayList<>();
    for (int bits = 0; bits < 64; bits++) {
      for (String region : List.of("EU", "UK", "OTHER")) {
        for (Exemption exemption : Exemption.values()) {
          items.add(
              new Item(
                  (bits & 1) > 0,
                  (bits & 2) > 0,
                  region,
                  (bits & 4) > 0,
                  (bits & 8) > 0,
                  exemption,
                  (bits & 16) > 0,
                  (bits & 32) > 0));
        }
      }
    }
    return items;
  }

  /**
   * CRD Art. 9(1), 16, 6(1)(k): in the period only a known and announced exemption stands against
   * it.
   */
  @Test
  void grantsEveryWithdrawalInThePeriodThatNoExemptionStandsAgainst() {
    assertThat(everyItem())
        .filteredOn(Item::underTheLaw)
        .filteredOn(item -> item.exemption() == Exemption.NONE || !item.exemptionsInformed())
        .isNotEmpty()
        .allSatisfy(
            item ->
                assertThat(item.withdrawalClass())
                    .isEqualTo(item.delivered() ? "IN_TIME" : "BEFORE_DELIVERY"));
  }

  /** no table can know whether a seal is broken. */
  @Test
  void neverCallsASealedItemExemptByItself() {
    assertThat(everyItem())
        .filteredOn(Item::underTheLaw)
        .filteredOn(
            item ->
                item.exemption() == Exemption.HYGIENE_SEAL_BROKEN
                    || item.exemption() == Exemption.MEDIA_SEAL_BROKEN)
        .isNotEmpty()
        .allSatisfy(item -> assertThat(item.withdrawalClass()).isNotIn("EXEMPT", "LATE"));
  }

  @Test
  void answersEveryCombination() {
    assertThat(everyItem())
        .hasSize(960)
        .allSatisfy(item -> assertThat(item.withdrawalClass()).isNotBlank());
  }
}
