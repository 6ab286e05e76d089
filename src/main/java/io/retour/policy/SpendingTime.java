package io.retour.policy;

/**
 * How long a store credit can be spent.
 *
 * @param valueMonths months for what was paid for the goods, 0 for without end
 * @param bonusMonths months for the bonus, 0 for without end
 * @param untilYearEnd whether the months run on to the end of their year
 * @param provision what it rests on, a word of the vocabulary
 * @param asked what the table was asked and said
 */
public record SpendingTime(
    int valueMonths, int bonusMonths, boolean untilYearEnd, String provision, Decision asked) {}
