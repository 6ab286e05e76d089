package io.retour.shared;

import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.testing.OrderBuilder;
import io.retour.testing.OrderJson;
import io.retour.testing.WebTest;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@WebTest
class IdempotencyKeyTest {

  /** What happens to a request after its effect and before its answer is kept. */
  private static final class Mishap implements Filter {

    private interface Step {
      void happen() throws IOException, ServletException;
    }

    private final ThreadLocal<Step> next = ThreadLocal.withInitial(() -> () -> {});

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
      Step step = next.get();
      next.remove();
      step.happen();
    }
  }

  @Autowired WebApplicationContext context;
  @Autowired FilterRegistrationBean<?> idempotencyFilter;
  @Autowired Orders orders;
  @Autowired JdbcClient jdbc;

  private final Mishap mishap = new Mishap();
  private final Order order = OrderBuilder.order().line("TEE-M", 3, 2495).build();
  private final String key = UUID.randomUUID().toString();
  private MockMvc http;

  @BeforeEach
  void prepare() {
    http =
        MockMvcBuilders.webAppContextSetup(context)
            .apply(springSecurity())
            .addFilters(idempotencyFilter.getFilter(), mishap)
            .build();
    orders.add(order);
  }

  private MockHttpServletResponse send(String path, String withKey, String body) throws Exception {
    return http.perform(
            post(path)
                .with(as("ida", "integrator"))
                .header("Idempotency-Key", withKey)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body))
        .andReturn()
        .getResponse();
  }

  private MockHttpServletResponse register(String withKey, int quantity) throws Exception {
    return send(
        "/api/v1/returns",
        withKey,
        """
        {"orderId": "%s", "lines": [{"lineId": "%s", "quantity": %d}],
         "method": "PARCEL_DROP_OFF", "resolution": "REFUND"}
        """
            .formatted(order.id(), order.lines().getFirst().id(), quantity));
  }

  private long returns() {
    return jdbc.sql("select count(*) from return_case where order_id = ?")
        .param(order.id())
        .query(Long.class)
        .single();
  }

  private static String id(MockHttpServletResponse response) throws Exception {
    return JsonPath.read(response.getContentAsString(), "$.id");
  }

  @Test
  void sameKeyAndBodyGiveTheSameAnswerAndOneReturn() throws Exception {
    MockHttpServletResponse first = register(key, 1);
    MockHttpServletResponse second = register(key, 1);

    assertThat(first.getStatus()).isEqualTo(201);
    assertThat(second.getStatus()).isEqualTo(201);
    assertThat(second.getContentAsString()).isEqualTo(first.getContentAsString());
    assertThat(second.getHeader(HttpHeaders.LOCATION))
        .isEqualTo(first.getHeader(HttpHeaders.LOCATION));
    assertThat(returns()).isEqualTo(1);
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefused() throws Exception {
    register(key, 1);

    MockHttpServletResponse other = register(key, 2);

    assertThat(other.getStatus()).isEqualTo(409);
    assertThat(other.getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    assertThat(other.getContentAsString())
        .contains("idempotency-key-reused", "\"instance\":\"/api/v1/returns\"");
  }

  @Test
  void keysThatDifferInCaseAreDifferentKeys() throws Exception {
    MockHttpServletResponse lower = register(key + "-a", 1);
    MockHttpServletResponse upper = register(key + "-A", 1);

    assertThat(upper.getStatus()).isEqualTo(201);
    assertThat(id(upper)).isNotEqualTo(id(lower));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words", "clé", "\u0001", "🔑", "x\n"})
  void aKeyThatIsNoneIsExplained(String bad) throws Exception {
    for (String each : List.of(bad, "k".repeat(101))) {
      http.perform(
              post("/api/v1/returns")
                  .with(as("ida", "integrator"))
                  .header("Idempotency-Key", each)
                  .contentType(MediaType.APPLICATION_JSON)
                  .content("{}"))
          .andExpect(status().isBadRequest())
          .andExpect(jsonPath("$.code").value("idempotency-key-invalid"))
          .andExpect(jsonPath("$.instance").value("/api/v1/returns"))
          .andExpect(jsonPath("$.detail").value(containsString("1 to 100")));
    }
  }

  /** The power goes after the effect; the copy that was at it never keeps an answer. */
  private void forgetTheAnswer() {
    jdbc.sql(
            "update idempotent_request set status = null, body = null, location = null,"
                + " created_at = created_at - interval 3 minute where request_key = ?")
        .param(key)
        .update();
  }

  @Test
  void findsTheReturnOfARunThatDiedBeforeItsAnswer() throws Exception {
    MockHttpServletResponse lost = register(key, 1);
    forgetTheAnswer();

    MockHttpServletResponse again = register(key, 1);

    assertThat(again.getStatus()).isEqualTo(201);
    assertThat(id(again)).isEqualTo(id(lost));
    assertThat(returns()).isEqualTo(1);
    assertThat(register(key, 1).getContentAsString()).isEqualTo(again.getContentAsString());
  }

  @Test
  void keepsAKeyToItsRequestAlsoAfterARunThatDied() throws Exception {
    register(key, 1);
    forgetTheAnswer();

    assertThat(register(key, 2).getContentAsString()).contains("idempotency-key-reused");
    assertThat(returns()).isEqualTo(1);
  }

  @Test
  void findsTheReturnOfARunThatFailedAfterItsEffect() throws Exception {
    mishap.next.set(
        () -> {
          throw new ServletException("after the effect");
        });
    assertThatThrownBy(() -> register(key, 1)).isInstanceOf(ServletException.class);
    assertThat(returns()).isEqualTo(1);

    MockHttpServletResponse again = register(key, 1);

    assertThat(again.getStatus()).isEqualTo(201);
    assertThat(returns()).isEqualTo(1);
  }

  @Test
  void findsTheClaimOfARunThatDiedBeforeItsAnswer() throws Exception {
    String body =
        """
        {"orderId": "%s", "kind": "NEVER_ARRIVED", "lines": [{"lineId": "%s", "quantity": 1}]}
        """
            .formatted(order.id(), order.lines().getFirst().id());
    MockHttpServletResponse lost = send("/api/v1/claims", key, body);
    forgetTheAnswer();

    MockHttpServletResponse again = send("/api/v1/claims", key, body);

    assertThat(again.getStatus()).isEqualTo(201);
    assertThat(id(again)).isEqualTo(id(lost));
    assertThat(
            jdbc.sql("select count(*) from claim where order_id = ?")
                .param(order.id())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void findsTheStatementOfARunThatDiedBeforeItsAnswer() throws Exception {
    String contract = "lost answer " + key;
    String body =
        """
        {"brand": "lumen", "name": "Sam", "contract": "%s", "contact": "sam@example.org",
         "receivedThrough": "PHONE"}
        """
            .formatted(contract);
    MockHttpServletResponse lost = send("/api/v1/withdrawals", key, body);
    forgetTheAnswer();

    MockHttpServletResponse again = send("/api/v1/withdrawals", key, body);

    assertThat(again.getStatus()).isEqualTo(201);
    assertThat(id(again)).isEqualTo(id(lost));
    assertThat(
            jdbc.sql("select count(*) from withdrawal_statement where contract = ?")
                .param(contract)
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void findsTheOrderOfARunThatDiedBeforeItsAnswer() throws Exception {
    String body = OrderJson.orderJson().toString();
    MockHttpServletResponse lost = send("/api/v1/orders", key, body);
    forgetTheAnswer();

    MockHttpServletResponse again = send("/api/v1/orders", key, body);

    assertThat(lost.getStatus()).isEqualTo(201);
    assertThat(again.getStatus()).isEqualTo(201);
    assertThat(again.getContentAsString()).isEqualTo(lost.getContentAsString());
    assertThat(send("/api/v1/orders", key + "-other", body).getContentAsString())
        .contains("order-exists");
  }

  @Test
  void registersOnceWhenSentManyTimesAtOnce() throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<MockHttpServletResponse>> tasks =
          IntStream.range(0, 8)
              .<Callable<MockHttpServletResponse>>mapToObj(i -> () -> register(key, 1))
              .toList();
      for (Future<MockHttpServletResponse> each : callers.invokeAll(tasks)) {
        MockHttpServletResponse answer = each.get();
        assertThat(answer.getStatus()).isIn(201, 409);
        if (answer.getStatus() == 409) {
          assertThat(answer.getContentAsString()).contains("idempotency-key-in-use");
        }
      }
    }

    assertThat(returns()).isEqualTo(1);
  }

  private interface Meanwhile {
    void run() throws Exception;
  }

  /** A request that has had its effect and takes its time to answer. */
  private MockHttpServletResponse slowly(Meanwhile meanwhile) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<MockHttpServletResponse> slow =
          other.submit(
              () -> {
                mishap.next.set(
                    () -> {
                      done.countDown();
                      try {
                        goOn.await();
                      } catch (InterruptedException stopped) {
                        throw new ServletException(stopped);
                      }
                    });
                return register(key, 1);
              });
      done.await();
      try {
        meanwhile.run();
      } finally {
        goOn.countDown();
      }
      return slow.get();
    }
  }

  @Test
  void saysThatTheFirstIsStillRunning() throws Exception {
    MockHttpServletResponse slow =
        slowly(
            () -> {
              MockHttpServletResponse second = register(key, 1);
              assertThat(second.getStatus()).isEqualTo(409);
              assertThat(second.getContentAsString())
                  .contains("idempotency-key-in-use", "\"instance\":\"/api/v1/returns\"");
            });

    assertThat(slow.getStatus()).isEqualTo(201);
    assertThat(register(key, 1).getContentAsString()).isEqualTo(slow.getContentAsString());
  }

  /** After two minutes the first counts as dead; when it is not, the second does no harm. */
  @Test
  void registersOnceWhenTheFirstTakesLongerThanItMay() throws Exception {
    String[] secondId = new String[1];
    MockHttpServletResponse slow =
        slowly(
            () -> {
              forgetTheAnswer();
              MockHttpServletResponse second = register(key, 1);
              assertThat(second.getStatus()).isEqualTo(201);
              secondId[0] = id(second);
            });

    assertThat(slow.getStatus()).isEqualTo(201);
    assertThat(id(slow)).isEqualTo(secondId[0]);
    assertThat(returns()).isEqualTo(1);
    assertThat(register(key, 1).getStatus()).isEqualTo(201);
  }

  @Test
  void doesNotKeepAnAnswerThatSaysNotNow() throws Exception {
    mishap.next.set(
        () -> {
          throw new ServletException("not now");
        });
    assertThatThrownBy(() -> register(key, 1)).isInstanceOf(ServletException.class);

    assertThat(
            jdbc
                .sql("select * from idempotent_request where request_key = ?")
                .param(key)
                .query()
                .listOfRows()
                .stream()
                .map(Object::toString)
                .collect(Collectors.joining()))
        .isEmpty();
  }
}
