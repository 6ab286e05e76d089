package io.retour.returns;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.OrderJson.orderJson;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.retour.orders.Informed;
import io.retour.orders.Order;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.Orders;
import io.retour.policy.MethodOffer;
import io.retour.policy.ReturnFacts;
import io.retour.testing.OrderBuilder;
import io.retour.testing.OrderJson;
import io.retour.testing.WebTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

/** CRD Art. 6(1)(h), (i) and (k): each duty to inform has its own consequence, and no other. */
@WebTest
class WhatWasToldTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired WithdrawalPeriods periods;

  private Order bought(OrderBuilder order) {
    Order built = order.build();
    orders.add(built);
    return orders.byId(built.id()).orElseThrow();
  }

  private static OrderBuilder personalised() {
    return order().line("MUG-NAME", 1, 1995, 0, 2100, Exemption.PERSONALISED, false);
  }

  private static ReturnDraft draft(Order order) {
    return new ReturnDraft(
        order,
        List.of(
            new ReturnDraft.Line(
                order.lines().getFirst().id(), 1, ReturnReason.NO_REASON_GIVEN, "")),
        "PARCEL_DROP_OFF",
        "REFUND");
  }

  private long fee(Order order) {
    return returns.offer(draft(order)).method("PARCEL_DROP_OFF").map(MethodOffer::feeMinor).get();
  }

  private ReturnFacts.Line line(Order order) {
    return returns.facts(draft(order), Instant.now()).lines().getFirst();
  }

  /** Art. 10(1): twelve months more. */
  @Test
  void onlyWhoWasNotToldOfTheRightHasItLonger() {
    Order notTold =
        bought(order().informed(false, true, true).deliveredDaysAgo(90).line("A", 1, 1000));
    Order notToldElse =
        bought(order().informed(true, false, false).deliveredDaysAgo(90).line("A", 1, 1000));

    assertThat(periods.of(notTold).openAt(Instant.now())).isTrue();
    assertThat(periods.of(notToldElse).openAt(Instant.now())).isFalse();
  }

  /** Art. 6(6) and 14(1): the way back costs nothing. */
  @Test
  void onlyWhoWasNotToldOfItsCostSendsBackForNothing() {
    assertThat(fee(bought(order().informed(true, false, true).line("A", 1, 1000)))).isZero();
    assertThat(fee(bought(order().informed(false, true, false).line("A", 1, 1000)))).isEqualTo(295);
    // under the shop's own policy it is the shop's own fee
    assertThat(
            fee(
                bought(
                    order().informed(true, false, true).deliveredDaysAgo(25).line("A", 1, 1000))))
        .isEqualTo(295);
  }

  /** Art. 6(1)(k): an exemption that nobody was told of does not count. */
  @Test
  void onlyAnExemptionThatWasNotToldFallsAway() {
    assertThat(line(bought(personalised().informed(true, true, false))).exemption())
        .isEqualTo("NONE");
    assertThat(line(bought(personalised().informed(false, false, true))).exemption())
        .isEqualTo("PERSONALISED");
  }

  /** An integrator who sends the one flag of old means all three. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -, true, true, true",
        "false, -, -, false, false, false",
        "false, true, -, false, true, false",
        "true, false, -, true, false, true",
        "-, -, false, true, true, false"
      })
  void anOrderSaysWhatWasTold(
      String right,
      String cost,
      String exemptions,
      boolean ofRight,
      boolean ofCost,
      boolean ofExemptions)
      throws Exception {
    OrderJson json = orderJson();
    json = right == null ? json : json.with("/withdrawalInformed", right);
    json = cost == null ? json : json.with("/returnCostInformed", cost);
    json = exemptions == null ? json : json.with("/exemptionsInformed", exemptions);

    String answer =
        http.perform(
                post("/api/v1/orders")
                    .with(as("ida", "integrator"))
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(json.toString()))
            .andExpect(status().is2xxSuccessful())
            .andReturn()
            .getResponse()
            .getContentAsString();

    UUID id = UUID.fromString(JsonPath.read(answer, "$.id"));
    assertThat(orders.byId(id).orElseThrow().informed())
        .isEqualTo(new Informed(ofRight, ofCost, ofExemptions));
  }
}
