package io.retour.logistics;

import java.time.Instant;
import java.util.UUID;

/**
 * The goods of a return in our own hands: scanned in, handed in, or identified. What a carrier
 * calls delivered is none.
 *
 * @param place the warehouse or store that has them, empty if that was not told
 */
public record Arrival(UUID returnId, String place, String takenBy, Instant at) {}
