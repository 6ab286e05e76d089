package io.retour.claims;

import java.time.Instant;
import java.util.UUID;

/** A photo that shows what is wrong, a JPEG without any metadata (GDPR Art. 5(1)(c)). */
public record ClaimPhoto(
    UUID id,
    UUID claimId,
    @SuppressWarnings("ArrayRecordComponent") byte[] content,
    Instant addedAt) {}
