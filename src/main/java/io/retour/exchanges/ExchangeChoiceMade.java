package io.retour.exchanges;

import java.util.UUID;

/** The shopper chose something else that is in stock. */
public record ExchangeChoiceMade(UUID returnId) {}
