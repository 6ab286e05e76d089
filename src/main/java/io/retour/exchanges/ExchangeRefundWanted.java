package io.retour.exchanges;

import java.util.UUID;

/** The shopper wants the money instead. */
public record ExchangeRefundWanted(UUID returnId) {}
