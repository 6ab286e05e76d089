package io.retour.returns;

import java.util.UUID;

/**
 * It became known what is to come back of a return: its delivery was stopped, or had left already.
 * Published within the transaction.
 */
public record GoodsKnown(UUID returnId) {}
