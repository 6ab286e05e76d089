package io.retour.warehouse;

import io.retour.shared.Problem;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What an inspector saw of a defect: the evidence that a deduction rests on.
 *
 * @param content a JPEG without any metadata
 * @param shows what is wrong, in a few words that the shopper reads
 */
public record DefectPhoto(@SuppressWarnings("ArrayRecordComponent") byte[] content, String shows) {

  private static final int LONGEST = 200;

  /**
   * @throws Problem when nothing is said of the photo, or too much
   */
  public DefectPhoto {
    shows = shows.strip();
    if (shows.isEmpty() || shows.length() > LONGEST) {
      throw Problem.invalid(
          "photo-shows-nothing",
          "shows",
          "Say in at most %d characters what is wrong: the shopper reads it.".formatted(LONGEST));
    }
  }

  /** The same photo of the same piece has the same id, however often it is sent. */
  UUID idOf(UUID unitId) {
    return UUID.nameUUIDFromBytes(
        ByteBuffer.allocate(Long.BYTES * 2 + content.length)
            .putLong(unitId.getMostSignificantBits())
            .putLong(unitId.getLeastSignificantBits())
            .put(content)
            .array());
  }
}
