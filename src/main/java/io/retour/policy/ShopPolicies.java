package io.retour.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What a brand promises in a market today: what the table {@code shop-policy} says, and the fees of
 * the table of ways back.
 */
@Component
public class ShopPolicies {

  private static final String TABLE = "shop-policy";
  private static final String FEES = "return-methods";

  private final DecisionTables tables;

  ShopPolicies(DecisionTables tables) {
    this.tables = tables;
  }

  /**
   * @param country the consumer's country, ISO 3166-1 alpha-2
   */
  @SuppressWarnings("unchecked") // the table's second column is a list of words
  public ShopPolicy today(String brand, String country) {
    Decision decision = tables.decide(TABLE, Map.of("brand", brand, "country", country));
    return new ShopPolicy(
        ((Number) decision.row().get("windowDays")).intValue(),
        Set.copyOf((List<String>) decision.row().get("freeMethods")),
        Set.of(tables.checksumOf(FEES)),
        decision.tableChecksum());
  }
}
