package io.retour.returns;

import java.time.Instant;
import java.util.UUID;

/**
 * A photo that a shopper or an inspector added, without any metadata.
 *
 * @param contentType image/jpeg or image/png
 */
public record Photo(
    UUID id,
    UUID returnId,
    UUID orderLineId,
    String contentType,
    @SuppressWarnings("ArrayRecordComponent") byte[] content,
    Instant addedAt) {}
