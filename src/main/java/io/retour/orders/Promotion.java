package io.retour.orders;

import io.retour.shared.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A discount that the shop gave on a condition: "20 off from 100", "the third piece is free". The
 * discount itself is in the prices already, as discount of the order or of a line; what is told
 * here is what becomes of it when pieces come back of which the condition needs some.
 *
 * @param code what the shop calls it
 * @param discount what it took off in all; it is spread over its lines by what they are worth
 * @param minimumValue what its lines must be worth before discounts of the order, null for none
 * @param minimumPieces how many pieces of its lines must be bought, 0 for none
 * @param lineNos the lines it looks at and takes off from, all when empty
 */
public record Promotion(
    String code,
    Money discount,
    @Nullable Money minimumValue,
    int minimumPieces,
    List<Integer> lineNos) {

  public Promotion {
    lineNos = List.copyOf(lineNos);
  }

  /** Whether it looks at that line. */
  public boolean coversLine(OrderLine line) {
    return lineNos.isEmpty() || lineNos.contains(line.lineNo());
  }
}
