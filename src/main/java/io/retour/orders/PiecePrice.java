package io.retour.orders;

import io.retour.shared.Money;

/**
 * What was paid for one physical piece, all discounts taken off.
 *
 * @param gross with tax
 * @param tax the tax in it, at the rate of the purchase
 * @param taxRateBasisPoints that rate in hundredths of a percent
 */
public record PiecePrice(Money gross, Money tax, int taxRateBasisPoints) {

  /** Without tax. */
  public Money net() {
    return gross.minus(tax);
  }
}
