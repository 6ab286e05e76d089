package io.retour.blind;

import io.retour.blind.BlindParcel.Outcome;
import io.retour.returns.ReturnUnit.Grade;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something in a return's parcel that no piece of the return is. It is an unannounced parcel of its
 * own, with the return it came with as its sure sign.
 *
 * @param id also of the unannounced parcel
 * @param foundIn the return in whose parcel it lay
 * @param extraNo counts the extras of that return, from 1
 * @param reference what staff write on it; the unannounced parcel's
 * @param sku as read, in capitals, empty if none could be read
 * @param seenAs how it looked when it was found, absent if nobody said; its own return grades it
 * @param recordedAt when it was found (UTC)
 * @param outcome what became of it, absent while that is open
 * @param returnId the return it turned out to belong to, once known
 */
public record ExtraPiece(
    UUID id,
    UUID foundIn,
    int extraNo,
    String reference,
    String sku,
    String description,
    @Nullable Grade seenAs,
    String recordedBy,
    Instant recordedAt,
    @Nullable Outcome outcome,
    @Nullable UUID returnId) {}
