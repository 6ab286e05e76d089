package io.retour.shared.web;

import io.retour.shared.Problem;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a part of a staff address names, and of which brand that is; a bean for each, beside the
 * controllers whose addresses they are.
 *
 * @param variable the name of the part in the controllers' paths, such as {@code rmaNumber}
 * @param brandOf the brand of what has this name, empty when there is nothing of it; what is empty
 *     opens to the whole house only
 * @param unknown what is answered when there is nothing of it, and no less when it is of a brand
 *     that is not the caller's
 */
public record NamedThing(
    String variable, Function<String, Optional<String>> brandOf, Supplier<Problem> unknown) {

  /** For what is named by an id; what is none names nothing. */
  public static NamedThing byId(
      String variable, Function<UUID, Optional<String>> brandOf, Supplier<Problem> unknown) {
    return new NamedThing(variable, name -> id(name).flatMap(brandOf), unknown);
  }

  private static Optional<UUID> id(String name) {
    try {
      return Optional.of(UUID.fromString(name));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
