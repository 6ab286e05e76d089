package io.retour.counter;

import java.util.UUID;

/**
 * A store has the pieces of a return in its hands. Published within the transaction.
 *
 * @param announcedForStore false when the return was announced for another way back
 */
public record HandedInAtStore(UUID returnId, String storeId, boolean announcedForStore) {}
