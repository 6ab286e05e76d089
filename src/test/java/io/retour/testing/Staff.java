package io.retour.testing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** People at the screens, logged in. */
public final class Staff {

  private Staff() {}

  /** Of the whole house: every brand is theirs. */
  public static RequestPostProcessor staff(String name, String... roles) {
    return staffOf(List.of("*"), name, roles);
  }

  /** Of these brands only. */
  public static RequestPostProcessor staffOf(
      Collection<String> brands, String name, String... roles) {
    return SecurityMockMvcRequestPostProcessors.user(name)
        .authorities(
            Stream.concat(
                    Arrays.stream(roles).map(role -> "ROLE_" + role),
                    brands.stream().map(brand -> "BRAND_" + brand))
                .map(SimpleGrantedAuthority::new)
                .toList());
  }
}
