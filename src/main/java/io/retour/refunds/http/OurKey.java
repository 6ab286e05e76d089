package io.retour.refunds.http;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Our name for a refund, as a provider gives it back. */
public final class OurKey {

  private OurKey() {}

  /** The key in a text; null when the text is none, because the refund is not ours. */
  public static @Nullable UUID in(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException foreign) {
      return null;
    }
  }
}
