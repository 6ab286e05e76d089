package io.retour.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.shared.db.AnswersOf;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What a request with a key is answered while MariaDB is away. */
class DatabaseAwayTest {

  private static final ObjectMapper JSON = Jackson2ObjectMapperBuilder.json().build();

  /** Gives no connection. */
  private static final class Away extends AbstractDataSource {

    private final boolean transientFault;

    private Away(boolean transientFault) {
      this.transientFault = transientFault;
    }

    @Override
    public Connection getConnection() throws SQLException {
      throw transientFault
          ? new SQLTransientConnectionException("Connection is not available", "08000")
          : new SQLNonTransientConnectionException("Socket fail to connect", "08000");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }

  private static MockHttpServletRequest request() {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/returns");
    request.setUserPrincipal(() -> "ida");
    request.addHeader("Idempotency-Key", "k-1");
    request.setContent("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return request;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysThatNothingWasChangedAndWhenToTryAgain(boolean transientFault) throws Exception {
    IdempotencyFilter filter =
        new IdempotencyFilter(
            AnswersOf.database(new Away(transientFault)),
            new ProblemResponse(JSON),
            Clock.systemUTC());
    MockHttpServletResponse response = new MockHttpServletResponse();
    AtomicBoolean ran = new AtomicBoolean();

    filter.doFilter(request(), response, (any, other) -> ran.set(true));

    assertThat(ran).as("nothing is done without a claim on the key").isFalse();
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    assertThat(response.getHeader("Retry-After")).isEqualTo("5");
    JsonNode problem = JSON.readTree(response.getContentAsString());
    assertThat(problem.path("code").asText()).isEqualTo("database-away");
    assertThat(problem.path("instance").asText()).isEqualTo("/api/v1/returns");
  }

  @Test
  void asksNothingOfTheDatabaseForARequestWithoutAKey() throws Exception {
    IdempotencyFilter filter =
        new IdempotencyFilter(
            AnswersOf.database(new Away(false)), new ProblemResponse(JSON), Clock.systemUTC());
    MockHttpServletRequest request = request();
    request.removeHeader("Idempotency-Key");
    MockFilterChain chain = new MockFilterChain();

    filter.doFilter(request, new MockHttpServletResponse(), chain);

    assertThat(chain.getRequest()).isNotNull();
  }
}
