package io.retour.policy;

/**
 * Where a means of payment stands when an order's money goes back.
 *
 * @param rank the lowest is paid first
 * @param asked what the table was asked and said
 */
public record TenderRank(long rank, Decision asked) {}
