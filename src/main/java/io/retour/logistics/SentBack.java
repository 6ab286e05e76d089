package io.retour.logistics;

import java.util.UUID;

/**
 * What an inspection refused is with the carrier, on its way to the shopper. Published within the
 * transaction.
 */
public record SentBack(UUID returnId) {}
