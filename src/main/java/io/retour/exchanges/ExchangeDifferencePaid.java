package io.retour.exchanges;

import java.util.UUID;

/**
 * The shopper paid the difference.
 *
 * @param exchangeId our key of the link
 */
public record ExchangeDifferencePaid(UUID returnId, UUID exchangeId) {}
