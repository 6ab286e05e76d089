package io.retour.policy;

/**
 * What a late refund costs on top from one day of delay on. A step replaces the one before.
 *
 * @param upliftPercent of what is refunded, where a fixed share is due
 * @param upToPrice whether the uplift ends at the price of the goods, and legal interest runs from
 *     there
 * @param legalInterest whether interest at the legal rate runs from this step on
 * @param nextStepDay the day of delay on which the next step begins, 0 when there is none
 * @param provision the article, a word of the vocabulary
 */
public record LateStep(
    int upliftPercent,
    boolean upToPrice,
    boolean legalInterest,
    int nextStepDay,
    String provision) {}
