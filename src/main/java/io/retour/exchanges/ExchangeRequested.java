package io.retour.exchanges;

import java.util.UUID;

/**
 * An exchange may begin, because its return was authorised; said once.
 *
 * @param country the consumer's, ISO 3166-1 alpha-2
 * @param shopperOwes whether the wanted pieces cost more than those that come back
 * @param cardPaid whether the order was paid with a card that can hold an amount
 */
public record ExchangeRequested(
    UUID exchangeId,
    UUID returnId,
    String rmaNumber,
    String brand,
    String country,
    String wantedMode,
    String riskLevel,
    boolean shopperOwes,
    boolean cardPaid) {}
