package io.retour.portal;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.OrderJson.orderJson;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.refunds.Refunds;
import io.retour.returns.RefundStatement.Kind;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Money;
import io.retour.testing.Confirmed;
import io.retour.testing.OrderJson;
import io.retour.testing.WebTest;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What was sold with the goods and is no thing, such as gift wrapping (CRD Art. 15). */
@WebTest
class ExtrasTest {

  private static final String WRAPPING =
      """
      {"sku": "WRAP", "title": "Gift wrapping", "category": "OTHER", "quantity": 1,
       "unitPriceMinor": 495, "taxRateBasisPoints": 2100, "weightGrams": 0, "extra": true}""";

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired ShopperTokens tokens;

  private Order wrapped() {
    Order order = order().line("COAT-M", 1, 12900).extra("WRAP", 495).build();
    orders.add(order);
    return order;
  }

  private ResultActions send(OrderJson order) throws Exception {
    return http.perform(
        post("/api/v1/orders")
            .with(as("ida", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(order.toString()));
  }

  private static OrderJson withExtra(String extra) {
    String shirts =
        """
        {"sku": "TEE-M", "title": "T-shirt", "category": "FASHION", "quantity": 2,
         "unitPriceMinor": 2495, "taxRateBasisPoints": 2100, "weightGrams": 200}""";
    return orderJson().with("/lines", "[" + extra + "," + shirts + "]");
  }

  @Test
  void takesAnExtraApartFromTheGoods() throws Exception {
    OrderJson order = withExtra(WRAPPING);

    send(order)
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.lines", hasSize(2)))
        .andExpect(jsonPath("$.lines[0].extra").value(true))
        .andExpect(jsonPath("$.lines[1].extra").value(false));

    Order kept = orders.find("lumen", order.orderNumber(), "5026aa").orElseThrow();
    assertThat(kept.lines()).extracting(OrderLine::sku).containsExactly("TEE-M");
    assertThat(kept.extras()).extracting(OrderLine::sku).containsExactly("WRAP");
    assertThat(kept.totalUnits()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"serialNumbers\": [\"S1\"]| lines[0].extra",
        "\"deliveredOn\": \"2026-01-02\"| lines[0].extra",
        "\"parts\": [{\"sku\": \"BOW\", \"title\": \"Bow\", \"quantity\": 1, \"valueMinor\": 1, \"weightGrams\": 1}]| lines[0].extra",
      })
  void refusesAnExtraThatIsToldLikeAThing(String told, String field) throws Exception {
    send(withExtra(WRAPPING.replace("\"extra\": true", "\"extra\": true, " + told)))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("extra-invalid"))
        .andExpect(jsonPath("$.errors[0].field").value(field));
  }

  @Test
  void refusesAnOrderOfExtrasOnly() throws Exception {
    send(orderJson().with("/lines", "[" + WRAPPING + "]"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("extra-invalid"));
  }

  @Test
  void offersNoExtraToSendBackAndSaysWhenItIsPaidBack() throws Exception {
    Order order = wrapped();
    String extra = order.extras().getFirst().id().toString();

    http.perform(
            get("/p/lumen/order")
                .cookie(
                    new Cookie(
                        "retour-order",
                        tokens.issue(Purpose.ORDER, order.id(), Duration.ofHours(2)))))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("quantity_" + order.lines().getFirst().id())))
        .andExpect(content().string(not(containsString("quantity_" + extra))))
        .andExpect(content().string(containsString("Product WRAP: nothing of it is sent back")));
    http.perform(
            post("/api/v1/returns")
                .with(as("ida", "integrator"))
                .header("Idempotency-Key", extra)
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"orderId": "%s", "method": "PARCEL_DROP_OFF", "resolution": "REFUND",
                     "lines": [{"lineId": "%s", "quantity": 1, "reason": "CHANGED_MIND"}]}"""
                        .formatted(order.id(), extra)))
        .andExpect(status().is4xxClientError());
  }

  /** It is granted with the goods, and nobody waits for it in the parcel. */
  @Test
  void paysAnExtraBackWithAllGoodsAndShowsIt() throws Exception {
    Order order = wrapped();
    ReturnCase registered = Confirmed.withdrawn(returns, order);
    assertThat(registered.units()).extracting(ReturnUnit::sku).containsExactly("COAT-M");

    refunds.grant(registered.id(), "REFUND", 0);

    assertThat(refunds.grantOf(registered.id()).orElseThrow().statement().of(Kind.EXTRA))
        .isEqualTo(Money.of(495, "EUR"));
    http.perform(get("/desk/returns/" + registered.rmaNumber()).with(staff("sam", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("extra Product WRAP")));
  }
}
