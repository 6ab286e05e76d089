package io.retour.refunds;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A shopper does not agree with what was taken off a return for lost value.
 *
 * @param words what the shopper wrote
 * @param outcome absent while a person looks at it
 * @param answer what that person wrote, empty when nobody looked in time
 */
public record DeductionObjection(
    UUID id,
    UUID returnId,
    UUID orderId,
    String words,
    Instant statedAt,
    @Nullable Outcome outcome,
    String answer) {

  /** How it ended. */
  public enum Outcome {
    /** The difference is paid. */
    ACCEPTED,
    /** The deduction stays. */
    UPHELD
  }

  public boolean open() {
    return outcome == null;
  }
}
