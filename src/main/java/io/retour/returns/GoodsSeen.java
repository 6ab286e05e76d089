package io.retour.returns;

import java.util.UUID;

/**
 * Something was seen of a return's goods for the first time. Published within the transaction.
 *
 * @param goods SENT when there is proof that they were sent back, RECEIVED when they came
 */
public record GoodsSeen(UUID returnId, ReturnCase.Goods goods) {}
