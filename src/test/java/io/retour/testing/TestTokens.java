package io.retour.testing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * Bearer tokens without a Keycloak: {@code ida.integrator} is Ida with the realm role integrator.
 * All behind the decoder is the application's own, the mapping of roles among it.
 */
@TestConfiguration
public class TestTokens {

  /** Sends the request as this person with these realm roles. */
  public static RequestPostProcessor as(String name, String... roles) {
    return request -> {
      request.addHeader("Authorization", "Bearer " + name + "." + String.join("+", roles));
      return request;
    };
  }

  /** The same, of these brands only; without it somebody is of the whole house. */
  public static RequestPostProcessor ofBrands(
      Collection<String> brands, String name, String... roles) {
    return request -> {
      request.addHeader(
          "Authorization",
          "Bearer "
              + name
              + "."
              + String.join("+", roles)
              + (brands.contains("*") ? "" : "." + String.join("+", brands)));
      return request;
    };
  }

  @Bean
  JwtDecoder jwtDecoder() {
    return token -> {
      String[] parts = token.split("\\.", 3);
      if (parts.length < 2) {
        throw new BadJwtException("Not a token of these tests");
      }
      return Jwt.withTokenValue(token)
          .header("alg", "none")
          .claim("preferred_username", parts[0])
          .claim("roles", List.of(parts[1].split("\\+")))
          .claim("brands", parts.length < 3 ? List.of("*") : List.of(parts[2].split("\\+")))
          .expiresAt(Instant.now().plusSeconds(60))
          .build();
    };
  }
}
