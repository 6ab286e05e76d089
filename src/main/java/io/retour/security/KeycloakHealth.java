package io.retour.security;

import io.retour.shared.health.OutsideSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whether Keycloak gives out the keys that its tokens are signed with. */
@Configuration
class KeycloakHealth {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Bean
  OutsideSystem keycloakHealthIndicator(LoginProperties login) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest keys =
        HttpRequest.newBuilder(
                URI.create(login.keycloakInside() + "/protocol/openid-connect/certs"))
            .timeout(PATIENCE)
            .build();
    return new OutsideSystem(
        "Keycloak",
        () -> {
          int status = http.send(keys, HttpResponse.BodyHandlers.discarding()).statusCode();
          if (status != 200) {
            throw new IOException("It answers " + status);
          }
        });
  }
}
