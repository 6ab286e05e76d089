package io.retour.policy;

/**
 * What the table refund-deduction says of one piece.
 *
 * @param maxPercent of what was paid for it
 * @param rule why, as a stable word
 */
public record DeductionLimit(int maxPercent, String rule) {}
