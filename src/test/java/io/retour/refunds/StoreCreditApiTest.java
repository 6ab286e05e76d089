package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.TestTokens.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A shop's checkout uses a credit of 100.00 with a bonus of 5.00. */
@WebTest
class StoreCreditApiTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired StoreCredits credits;

  private String address;

  @BeforeEach
  void issued() {
    Order order = order().country("DE").line("TEE-M", 1, 10000).build();
    orders.add(order);
    ReturnCase registered = returns.register(Confirmed.forCredit(order));
    UUID grant = refunds.grant(registered.id(), "STORE_CREDIT", 5).id();
    address =
        "/api/v1/store-credits/"
            + credits.issue(grant, CreditTerms.WITHOUT_END).code().toLowerCase(Locale.ROOT);
  }

  private ResultActions send(String what, String key, String body) throws Exception {
    MockHttpServletRequestBuilder request =
        post(address + what)
            .with(as("shop", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body);
    return http.perform(key.isEmpty() ? request : request.header("Idempotency-Key", key));
  }

  private ResultActions redeem(String key, long minor) throws Exception {
    return send(
        "/redemptions",
        key,
        "{\"amountMinor\": %d, \"currency\": \"EUR\", \"reference\": \"A-77\"}".formatted(minor));
  }

  private ResultActions balance() throws Exception {
    return http.perform(get(address).with(as("shop", "integrator"))).andExpect(status().isOk());
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  @Test
  void tellsWhatCanBeSpent() throws Exception {
    balance()
        .andExpect(jsonPath("$.usableMinor").value(10500))
        .andExpect(jsonPath("$.usableBonusMinor").value(500))
        .andExpect(jsonPath("$.currency").value("EUR"));
  }

  @Test
  void takesARepeatedRedemptionOnce() throws Exception {
    String key = key();
    for (int i = 0; i < 3; i++) {
      redeem(key, 6000).andExpect(status().isOk()).andExpect(jsonPath("$.valueMinor").value(-6000));
    }

    balance()
        .andExpect(jsonPath("$.usableMinor").value(4500))
        .andExpect(jsonPath("$.movements", hasSize(1)));
  }

  @Test
  void wantsAKey() throws Exception {
    redeem("", 6000)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("idempotency-key-missing"));

    balance().andExpect(jsonPath("$.usableMinor").value(10500));
  }

  @Test
  void saysHowMuchItCanPay() throws Exception {
    redeem(key(), 10501)
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("credit-too-small"))
        .andExpect(jsonPath("$.detail").value(containsString("105.00")));
    redeem(key(), 0).andExpect(status().isUnprocessableEntity());
  }

  @Test
  void isGivenBackAndTurnedIntoMoney() throws Exception {
    String redeemed = redeem(key(), 10500).andReturn().getResponse().getContentAsString();
    String body =
        "{\"redemptionId\": \"%s\", \"amountMinor\": 4500, \"currency\": \"EUR\", \"reference\": \"A-77\"}"
            .formatted(JsonPath.<String>read(redeemed, "$.id"));
    send("/give-backs", key(), body)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.bonusMinor").value(500));

    send("/cash-out", key(), "{\"reference\": \"till 3\"}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.valueMinor").value(-4000))
        .andExpect(jsonPath("$.bonusMinor").value(-500));

    balance().andExpect(jsonPath("$.usableMinor").value(0));
    send("/cash-out", key(), "{\"reference\": \"till 3\"}")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("credit-used-up"));
  }

  @Test
  void knowsNoOtherCode() throws Exception {
    http.perform(get("/api/v1/store-credits/SC-NONE").with(as("shop", "integrator")))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("credit-unknown"));
  }
}
