package io.retour.logistics;

import java.util.List;
import java.util.UUID;

/**
 * A parcel with refused pieces that lies ready for its carrier, as who packs it sees it.
 *
 * @param pieces what is to be packed
 * @param place the store that has it, empty when it lies at the warehouse
 * @param printable whether there is a label to print
 */
public record ReadySendBack(
    UUID returnId,
    String rmaNumber,
    String trackingNumber,
    List<Piece> pieces,
    String place,
    boolean printable) {

  /**
   * One piece.
   *
   * @param replaced whether something else came in its place, which goes back
   */
  public record Piece(String sku, boolean replaced) {}
}
