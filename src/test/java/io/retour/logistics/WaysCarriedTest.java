package io.retour.logistics;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import io.retour.logistics.Carrier.Terms;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.MethodOffer;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.returns.WaysCarried;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.OrderBuilder;
import io.retour.testing.WebTest;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

/**
 * What the carrier would refuse is not offered, and who has to go somewhere is told how far it is.
 */
@WebTest
class WaysCarriedTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired WaysCarried ways;
  @Autowired DropOffPoints points;
  @Autowired ShopperTokens tokens;

  private Order bought(OrderBuilder order) {
    Order bought = order.build();
    orders.add(bought);
    return bought;
  }

  private List<MethodOffer> offers(Order order) {
    return returns
        .offer(
            new ReturnDraft(
                order,
                List.of(
                    new ReturnDraft.Line(
                        order.lines().getFirst().id(),
                        order.lines().getFirst().quantity(),
                        ReturnReason.NO_REASON_GIVEN,
                        "")),
                "PARCEL_DROP_OFF",
                "REFUND"))
        .methods();
  }

  @ParameterizedTest(name = "{0}, {1} g, battery {2}: {3}")
  @CsvSource({
    "NL, 31500, false, true",
    "NL, 31501, false, false",
    "MT, 500, false, false",
    "NL, 500, true, false",
    "BE, 500, true, false",
  })
  void aCarrierTakesWhatItsTermsSay(String country, long grams, boolean battery, boolean taken) {
    Terms terms = new Terms(Set.of("NL", "BE"), 31_500, false);

    assertThat(terms.take(country, grams, battery)).isEqualTo(taken);
  }

  @Test
  void knowsTheWaysBackOfAParcel() {
    assertThat(ways.methods("NL", 500, true))
        .containsExactly("HOME_PICKUP", "PARCEL_DROP_OFF", "QR_DROP_OFF");
    assertThat(ways.methods("NL", 25_000, false)).containsExactly("HOME_PICKUP", "PARCEL_DROP_OFF");
    assertThat(ways.methods("FR", 500, false)).containsExactly("PARCEL_DROP_OFF");
    assertThat(ways.methods("MT", 500, false)).isEmpty();
  }

  /** The table alone would offer a label, and the carrier would say no when it is too late. */
  @Test
  void offersNoLabelWhereTheCarrierDoesNotGo() {
    assertThat(offers(bought(order().country("MT").line("TEE-M", 1, 2495))))
        .extracting(MethodOffer::method)
        .containsExactly("BY_ARRANGEMENT");
  }

  @Test
  void tellsHowFarTheNearestDropOffPointIs() {
    Order order = bought(order().line("TEE-M", 1, 2495));
    int nearest = points.near("NL", order.postcode()).getFirst().distanceMetres();

    assertThat(offers(order))
        .allSatisfy(
            offer ->
                assertThat(offer.nearestPointMetres())
                    .isEqualTo(
                        Set.of("PARCEL_DROP_OFF", "QR_DROP_OFF").contains(offer.method())
                            ? Integer.valueOf(nearest)
                            : null));
  }

  @Test
  void theShopperReadsItBesideTheOffer() throws Exception {
    Order order = bought(order().line("TEE-M", 1, 2495));

    http.perform(
            post("/p/lumen/options")
                .with(csrf())
                .cookie(
                    new Cookie(
                        "retour-order",
                        tokens.issue(Purpose.ORDER, order.id(), Duration.ofHours(2))))
                .param("quantity_" + order.lines().getFirst().id(), "1"))
        .andExpect(content().string(containsString("The nearest drop-off point is about ")));
  }

  @Test
  void anIntegratorReadsItInTheAssessment() throws Exception {
    Order order = bought(order().line("TEE-M", 1, 2495));

    http.perform(
            post("/api/v1/returns/assessment")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    "{\"orderId\": \"%s\", \"lines\": [{\"lineId\": \"%s\", \"quantity\": 1}]}"
                        .formatted(order.id(), order.lines().getFirst().id())))
        .andExpect(
            jsonPath("$.methods[?(@.method == 'QR_DROP_OFF')].nearestPointMetres")
                .value(points.near("NL", order.postcode()).getFirst().distanceMetres()));
  }

  /** A shopper can go on although the carrier's search of points is away. */
  @Test
  void anOfferStandsWithoutTheDistance() {
    CarrierWays lost =
        new CarrierWays(
            List.of(),
            (country, postcode) -> {
              throw new IllegalStateException("timeout");
            });

    assertThat(lost.nearestPoint("NL", "5026 AA")).isEmpty();
  }
}
