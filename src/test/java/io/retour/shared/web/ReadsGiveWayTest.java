package io.retour.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** One place to read, and somebody has it. */
class ReadsGiveWayTest {

  private static final ObjectMapper JSON = Jackson2ObjectMapperBuilder.json().build();

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ReadsGiveWay filter =
      new ReadsGiveWay(
          new ProblemResponse(JSON),
          new ReadProperties(1, Duration.ofMillis(50), Duration.ofSeconds(7)),
          metrics);
  private final CountDownLatch done = new CountDownLatch(1);
  private Thread reader = Thread.currentThread();

  @BeforeEach
  void somebodyReads() throws InterruptedException {
    CountDownLatch reads = new CountDownLatch(1);
    reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    filter.doFilter(
                        new MockHttpServletRequest("GET", "/desk"),
                        new MockHttpServletResponse(),
                        (request, response) -> {
                          reads.countDown();
                          try {
                            done.await();
                          } catch (InterruptedException stopped) {
                            Thread.currentThread().interrupt();
                          }
                        });
                  } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                  }
                });
    reads.await();
  }

  @AfterEach
  void theReaderLeaves() throws InterruptedException {
    done.countDown();
    reader.join();
  }

  private boolean served(MockHttpServletRequest request, MockHttpServletResponse response)
      throws Exception {
    AtomicBoolean served = new AtomicBoolean();
    FilterChain chain = (any, other) -> served.set(true);
    filter.doFilter(request, response, chain);
    return served.get();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /p/lumen/order",
    "POST, /p/lumen/find",
    "POST, /p/lumen/options",
    "GET, /r/R-1",
    "GET, /desk/returns"
  })
  void tellsAPersonToComeAgainInAMoment(String method, String path) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    MockHttpServletResponse response = new MockHttpServletResponse();

    assertThat(served(request, response)).isFalse();
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isEqualTo("7");
    assertThat(ReadsGiveWay.turnedAway(request)).isTrue();
    assertThat(metrics.counter("retour.reads.turned.away").count()).isOne();
  }

  @Test
  void tellsAProgramSoWithAProblem() throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();

    assertThat(served(new MockHttpServletRequest("GET", "/api/v1/returns"), response)).isFalse();
    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isEqualTo("7");
    assertThat(JSON.readTree(response.getContentAsString()).path("code").asText())
        .isEqualTo("busy");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /p/lumen/confirm",
    "POST, /api/v1/returns",
    "POST, /api/v1/stores/s/hand-ins",
    "GET, /p/lumen/withdraw",
    "GET, /p/lumen/withdrawn/7d0b3f3c-6a0f-4d3e-9a55-0a2f4c1d9e11",
    "GET, /p/lumen/withdrawn/7d0b3f3c-6a0f-4d3e-9a55-0a2f4c1d9e11/statement.txt",
    "GET, /p/lumen/look.css",
    "GET, /p/lumen/icon",
    "POST, /p/lumen/withdraw/review",
    "GET, /p/lumen/logo"
  })
  void neverHoldsUpWhatIsConfirmedNorAWithdrawal(String method, String path) throws Exception {
    assertThat(served(new MockHttpServletRequest(method, path), new MockHttpServletResponse()))
        .isTrue();
  }

  /** Else a dozen who send letter by letter would keep everybody out. */
  @Test
  void whoStillSendsHoldsNoPlace() throws Exception {
    theReaderLeaves();
    AtomicBoolean otherServed = new AtomicBoolean();
    MockHttpServletRequest slow =
        new MockHttpServletRequest("POST", "/p/lumen/options") {
          @Override
          public Map<String, String[]> getParameterMap() {
            try {
              otherServed.set(
                  served(
                      new MockHttpServletRequest("GET", "/p/lumen"),
                      new MockHttpServletResponse()));
            } catch (Exception failed) {
              throw new IllegalStateException(failed);
            }
            return super.getParameterMap();
          }
        };
    slow.setContentType("application/x-www-form-urlencoded");

    assertThat(served(slow, new MockHttpServletResponse())).isTrue();
    assertThat(otherServed).isTrue();
  }

  @Test
  void takesNoPlaceForABodyThatIsReadLater() throws Exception {
    MockHttpServletRequest inParts = new MockHttpServletRequest("POST", "/p/lumen/options");
    inParts.setContentType("multipart/form-data; boundary=x");

    assertThat(served(inParts, new MockHttpServletResponse())).isTrue();
  }

  @Test
  void servesTheNextWhenTheReaderHasLeft() throws Exception {
    theReaderLeaves();

    assertThat(
            served(
                new MockHttpServletRequest("GET", "/p/lumen/order"), new MockHttpServletResponse()))
        .isTrue();
  }
}
