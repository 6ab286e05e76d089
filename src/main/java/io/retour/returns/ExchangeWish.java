package io.retour.returns;

import io.retour.shared.Problem;
import java.util.List;
import java.util.UUID;

/**
 * What a shopper wants instead of money. Pieces of the return without a wish are paid back.
 *
 * @param inAdvance whether the new pieces should go out before the old ones are back
 */
public record ExchangeWish(boolean inAdvance, List<Wanted> wanted) {

  /**
   * One piece for one piece.
   *
   * @param orderLineId the line whose piece comes back; named once for each piece
   * @param sku what is wanted for it
   */
  public record Wanted(UUID orderLineId, String sku) {}

  public ExchangeWish {
    wanted = List.copyOf(wanted);
    if (wanted.isEmpty()) {
      throw Problem.invalid(
          "nothing-wanted", "exchange.wanted", "Choose what you want instead, or take the money.");
    }
  }
}
