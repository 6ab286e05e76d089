package io.retour.withdrawal;

import java.util.List;

/**
 * Which contract a statement is about, and which part of it.
 *
 * @param items facts of each item for the table {@code withdrawal-class}; empty unless found
 */
public record Finding(State state, List<ItemFacts> items) {

  /** How clear it is. */
  public enum State {
    FOUND,
    /** No order of the brand has that number. */
    CONTRACT_UNKNOWN,
    /** Several orders fit. */
    CONTRACT_AMBIGUOUS,
    /** The order is known; which part of it is meant takes a person to read. */
    ITEMS_UNCLEAR
  }

  /**
   * The facts of one item as of the moment the statement was sent; the names are the table's
   * inputs.
   *
   * @param orderNumber as the shop calls the order, for people
   * @param title what the shop calls the article, for people
   * @param quantity pieces that the statement is about
   * @param piecesLeft whether any of them is in no return yet
   * @param exemption what the shop says stands against a withdrawal (CRD Art. 16), or NONE
   * @param withdrawalInformed whether the trader told of the right beforehand (Art. 6(1)(h))
   * @param exemptionsInformed whether the trader told beforehand where there is no such right (Art.
   *     6(1)(k))
   */
  public record ItemFacts(
      String orderNumber,
      String lineId,
      String sku,
      String title,
      int quantity,
      boolean piecesLeft,
      boolean consumer,
      String legalRegion,
      boolean delivered,
      boolean withdrawalPeriodOpen,
      String exemption,
      boolean withdrawalInformed,
      boolean exemptionsInformed) {}

  static Finding unclear(State state) {
    return new Finding(state, List.of());
  }
}
