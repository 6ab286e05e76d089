package io.retour.returns;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of a photo without its content, which is large and comes by a request of its
 * own.
 *
 * @param unitId the piece that an inspector took it of; absent for a shopper's
 * @param shows what an inspector says that it shows, empty for a shopper's
 */
public record PhotoCaption(UUID id, @Nullable UUID unitId, String shows) {

  /** Whether an inspector took it of that piece. */
  public boolean of(UUID piece) {
    return piece.equals(unitId);
  }
}
