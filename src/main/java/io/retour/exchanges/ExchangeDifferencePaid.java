package io.retour.exchanges;

import java.util.UUID;

/** The shopper paid the difference. */
public record ExchangeDifferencePaid(UUID returnId) {}
