package io.retour.logistics;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a shopper shows at a drop-off point instead of a printed label. It counts once.
 *
 * @param usedAt when it was scanned, absent until then
 * @param usedPoint where it was scanned
 */
public record QrCode(
    UUID returnId,
    Instant issuedAt,
    Instant expiresAt,
    @Nullable Instant usedAt,
    @Nullable String usedPoint) {}
