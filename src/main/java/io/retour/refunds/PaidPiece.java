package io.retour.refunds;

import io.retour.shared.Money;

/**
 * A piece that is paid back although nobody sends it back.
 *
 * @param title its product's
 * @param paid what was paid for it
 */
public record PaidPiece(String title, Money paid) {}
