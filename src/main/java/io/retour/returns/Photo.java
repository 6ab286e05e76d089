package io.retour.returns;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A photo that a shopper or an inspector added, without any metadata.
 *
 * @param contentType image/jpeg or image/png
 * @param unitId the piece that an inspector took it of; absent for a shopper's
 * @param shows what an inspector says that it shows, empty for a shopper's
 */
public record Photo(
    UUID id,
    UUID returnId,
    UUID orderLineId,
    String contentType,
    @SuppressWarnings("ArrayRecordComponent") byte[] content,
    Instant addedAt,
    @Nullable UUID unitId,
    String shows) {

  /** A shopper's. */
  public Photo(
      UUID id,
      UUID returnId,
      UUID orderLineId,
      String contentType,
      byte[] content,
      Instant addedAt) {
    this(id, returnId, orderLineId, contentType, content, addedAt, null, "");
  }
}
