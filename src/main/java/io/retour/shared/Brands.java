package io.retour.shared;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The brands whose things somebody may see and change.
 *
 * @param every all of them, those to come as well
 * @param names when not all; a blank one is none, for what has no brand yet has a blank one
 */
public record Brands(boolean every, Set<String> names) {

  public static final Brands EVERY = new Brands(true, Set.of());
  public static final Brands NONE = new Brands(false, Set.of());

  public Brands {
    names = names.stream().filter(name -> !name.isBlank()).collect(Collectors.toUnmodifiableSet());
  }

  public static Brands of(Collection<String> names) {
    return new Brands(false, Set.copyOf(names));
  }

  public boolean include(String brand) {
    return every || names.contains(brand);
  }

  /** For an {@code in (…)} of SQL, which may not be empty; no brand is called so. */
  public Collection<String> listed() {
    return names.isEmpty() ? List.of("") : names;
  }
}
