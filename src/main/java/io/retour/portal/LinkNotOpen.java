package io.retour.portal;

import org.jspecify.annotations.Nullable;

/** A link that opens nothing: too old, incomplete, or of something else. */
final class LinkNotOpen extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String brand;

  /**
   * @param brand where the link led to while it was valid, when its signature says so
   */
  LinkNotOpen(@Nullable String brand) {
    super("The link opens nothing.");
    this.brand = brand;
  }

  @Nullable String brand() {
    return brand;
  }
}
