package io.retour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.testing.ServerTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Health and metrics, on a port of their own. In tests Keycloak is away. */
@ServerTest
class ManagementTest {

  @LocalServerPort int publicPort;
  @LocalManagementPort int managementPort;
  @Autowired TestRestTemplate http;

  @Test
  void thePublicPortHasNoManagement() {
    assertThat(managementPort).isNotEqualTo(publicPort);
    assertThat(
            Stream.of(
                    "/actuator",
                    "/actuator/health",
                    "/actuator/health/readiness",
                    "/actuator/info",
                    "/actuator/prometheus")
                .map(path -> http.getForEntity(path, String.class).getStatusCode()))
        .allMatch(HttpStatus.NOT_FOUND::equals);
    assertThat(managed("info", String.class).getStatusCode()).isEqualTo(HttpStatus.OK);
  }

  @Test
  void readinessNamesEachDependencyAndStaysWhenOneIsAwayThatCanWait() {
    await()
        .untilAsserted(
            () -> {
              ResponseEntity<JsonNode> readiness = managed("health/readiness", JsonNode.class);

              assertThat(readiness.getStatusCode()).isEqualTo(HttpStatus.OK);
              JsonNode said = readiness.getBody();
              assertThat(said).isNotNull();
              assertThat(said.at("/status").asText()).isEqualTo("UP");
              assertThat(said.at("/components/db/status").asText()).isEqualTo("UP");
              assertThat(said.at("/components/keycloak/status").asText()).isEqualTo("AWAY");
              assertThat(said.at("/components").fieldNames()).toIterable().contains("mail");
            });
  }

  @Test
  void whoWatchesTheDependenciesHearsOfTheOneThatIsAway() {
    await()
        .untilAsserted(
            () -> {
              ResponseEntity<JsonNode> watched = managed("health/dependencies", JsonNode.class);

              assertThat(watched.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
              JsonNode said = watched.getBody();
              assertThat(said).isNotNull();
              assertThat(said.at("/status").asText()).isEqualTo("AWAY");
              assertThat(said.at("/components/keycloak/details/error").isMissingNode()).isFalse();
            });
  }

  @Test
  void livenessAsksNobody() {
    ResponseEntity<JsonNode> liveness = managed("health/liveness", JsonNode.class);

    assertThat(liveness.getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(liveness.getBody()).hasToString("{\"status\":\"UP\"}");
  }

  private <T> ResponseEntity<T> managed(String endpoint, Class<T> type) {
    return http.getForEntity(
        "http://localhost:%d/actuator/%s".formatted(managementPort, endpoint), type);
  }
}
