package io.retour.claims;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.Returns;
import io.retour.testing.WebTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@WebTest
class ClaimsApiTest {

  private static final String API = "/api/v1/claims";

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;

  private Order bought(int quantity) {
    Order order = order().line("CUP-R", quantity, 1995).build();
    orders.add(order);
    return order;
  }

  private static String body(Order order, String kind, int quantity) {
    return """
        {"orderId": "%s", "kind": "%s", "lines": [{"lineId": "%s", "quantity": %d}]}"""
        .formatted(order.id(), kind, order.lines().getFirst().id(), quantity);
  }

  private ResultActions raise(String body) throws Exception {
    return http.perform(
        post(API)
            .with(as("ida", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  @Test
  void raisesAClaimAndReadsItBack() throws Exception {
    String raised =
        raise(body(bought(2), "DAMAGED", 2))
            .andExpect(status().isCreated())
            .andExpect(jsonPath("$.valueMinor").value(3990))
            .andExpect(jsonPath("$.units", hasSize(2)))
            .andReturn()
            .getResponse()
            .getContentAsString();

    http.perform(get(API + "/" + JsonPath.<String>read(raised, "$.id")).with(as("ada", "agent")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.number").value(JsonPath.<String>read(raised, "$.number")))
        .andExpect(jsonPath("$.outcome").doesNotExist());
  }

  @Test
  void startsOneProcessForTheSameKeyTwice() throws Exception {
    Order order = bought(3);
    String key = UUID.randomUUID().toString();
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      answers.add(
          http.perform(
                  post(API)
                      .with(as("ida", "integrator"))
                      .header("Idempotency-Key", key)
                      .contentType(MediaType.APPLICATION_JSON)
                      .content(body(order, "DAMAGED", 1)))
              .andExpect(status().isCreated())
              .andReturn()
              .getResponse()
              .getContentAsString());
    }

    assertThat(answers.get(1)).isEqualTo(answers.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "DAMAGED, 3, quantity-out-of-range",
    "DAMAGED, 0, invalid",
    "DEFECTIVE, 2, one-piece-for-a-repair",
    "SMELLS, 1, unreadable",
  })
  void saysWhatIsWrongWithABadClaim(String kind, int quantity, String code) throws Exception {
    String answer =
        raise(body(bought(2), kind, quantity))
            .andExpect(status().is4xxClientError())
            .andExpect(jsonPath("$.code").exists())
            .andReturn()
            .getResponse()
            .getContentAsString();
    if (!code.equals("invalid") && !code.equals("unreadable")) {
      assertThat(JsonPath.<String>read(answer, "$.code")).isEqualTo(code);
    }
  }

  @Test
  void takesNoLineOfAForeignOrder() throws Exception {
    Order order = bought(1);
    Order other = bought(1);

    raise(
            body(order, "DAMAGED", 1)
                .replace(
                    order.lines().getFirst().id().toString(),
                    other.lines().getFirst().id().toString()))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("line-unknown"));
    raise(body(order, "DAMAGED", 1).replace(order.id().toString(), UUID.randomUUID().toString()))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("order-unknown"));
  }

  @Test
  void knowsNothingThatArrivedBeforeTheDelivery() throws Exception {
    Order order = order().notDelivered().line("CUP-R", 1, 1995).build();
    orders.add(order);

    raise(body(order, "DAMAGED", 1))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("not-delivered-yet"));
    raise(body(order, "NEVER_ARRIVED", 1)).andExpect(status().isCreated());
  }

  @Test
  void holdsAPieceAgainstASecondClaimAndAReturn() throws Exception {
    Order order = bought(1);
    raise(body(order, "DAMAGED", 1)).andExpect(status().isCreated());

    raise(body(order, "WRONG", 1))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("piece-not-free"));
    http.perform(
            post("/api/v1/returns")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"orderId": "%s", "lines": [{"lineId": "%s", "quantity": 1}],
                     "method": "PARCEL_DROP_OFF", "resolution": "REFUND"}"""
                        .formatted(order.id(), order.lines().getFirst().id())))
        .andExpect(status().isUnprocessableEntity());
    assertThat(returns.returnable(order).values()).containsOnly(0);
  }

  @Test
  void holdsAPieceThatIsInAReturnAgainstAClaim() throws Exception {
    Order order = bought(1);
    http.perform(
            post("/api/v1/returns")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"orderId": "%s", "lines": [{"lineId": "%s", "quantity": 1}],
                     "method": "PARCEL_DROP_OFF", "resolution": "REFUND"}"""
                        .formatted(order.id(), order.lines().getFirst().id())))
        .andExpect(status().isCreated());

    raise(body(order, "DAMAGED", 1))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("piece-not-free"));
  }

  /** Many at once for the same piece: one claim. */
  @Test
  void givesAPieceToOneOfManyClaimsAtOnce() throws Exception {
    Order order = bought(1);
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService people = Executors.newFixedThreadPool(6)) {
      List<Callable<Integer>> all =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      (Callable<Integer>)
                          () ->
                              raise(body(order, "DAMAGED", 1))
                                  .andReturn()
                                  .getResponse()
                                  .getStatus())
              .toList();
      for (Future<Integer> each : people.invokeAll(all)) {
        statuses.add(each.get());
      }
    }

    assertThat(statuses).filteredOn(code -> code == 201).hasSize(1);
    assertThat(statuses)
        .filteredOn(code -> code != 201)
        .allMatch(code -> code == 422 || code == 409);
  }

  @Test
  void letsOnlyStaffAndIntegratorsIn() throws Exception {
    http.perform(
            post(API)
                .with(as("walter", "warehouse"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body(bought(1), "DAMAGED", 1)))
        .andExpect(status().isForbidden());
    http.perform(get(API + "/" + UUID.randomUUID())).andExpect(status().isUnauthorized());
    http.perform(get(API + "/" + UUID.randomUUID()).with(as("ada", "agent")))
        .andExpect(status().isNotFound());
  }

  @Test
  void takesNoReportOfARepairThatNobodyAskedFor() throws Exception {
    String raised =
        raise(body(bought(1), "DEFECTIVE", 1)).andReturn().getResponse().getContentAsString();

    http.perform(
            post(API + "/" + JsonPath.<String>read(raised, "$.id") + "/repair")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"result\": \"REPAIRED\"}"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("no-repair"));
  }
}
