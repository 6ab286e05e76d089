package io.retour.shared.web;

import io.retour.shared.Brands;
import io.retour.shared.Problem;
import io.retour.shared.Problem.Part;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Of which brands the person or system that asks may know (ADR 44). Adapters ask; what nobody
 * logged in for, such as a journey's work, does not come by here.
 */
@Component
public class BrandAccess {

  /** What a login has besides its roles: {@code BRAND_lumen}, say. */
  public static final String PREFIX = "BRAND_";

  /** Of who works for the whole house. */
  public static final String EVERY = PREFIX + "*";

  /** Those of the caller; none when nobody is logged in, or no brand was given. */
  public Brands brands() {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    if (caller == null) {
      return Brands.NONE;
    }
    List<String> granted =
        caller.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .filter(Objects::nonNull)
            .filter(authority -> authority.startsWith(PREFIX))
            .toList();
    return granted.contains(EVERY)
        ? Brands.EVERY
        : Brands.of(
            granted.stream()
                .map(authority -> authority.substring(PREFIX.length()))
                .collect(Collectors.toSet()));
  }

  public boolean includes(String brand) {
    return brands().include(brand);
  }

  /**
   * For what is written for a brand that the request names.
   *
   * @param field which names it
   * @throws Problem when it is not one of the caller's; whether there is such a brand is not told
   */
  public void require(@Nullable String brand, String field) {
    if (brand == null || !includes(brand)) {
      throw Problem.notAllowed(
          "brand-not-yours", new Part(field, "Your login is not for this brand."));
    }
  }
}
