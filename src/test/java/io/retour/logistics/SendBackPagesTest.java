package io.retour.logistics;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.logistics.Carrier.LabelRefused;
import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.GiftReturns;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import io.retour.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What warehouse, shopper and staff see of refused pieces that go back. */
@WebTest
class SendBackPagesTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired GiftReturns gifts;
  @Autowired Parcels parcels;
  @Autowired SendBacks sendBacks;
  @Autowired Warehouse warehouse;
  @Autowired ShopperTokens tokens;

  /** Another article came, an agent refused it, and the money is decided. */
  private ReturnCase refused() {
    return refused(returns.register(Confirmed.onePieceOf(ordered())));
  }

  private Order ordered() {
    Order order = order().line("COAT-M", 1, 8995).build();
    orders.add(order);
    return order;
  }

  private ReturnCase refused(ReturnCase of) {
    UUID unitId = of.units().getFirst().id();
    parcels.receiveFor(of.id(), "walter");
    warehouse.inspect(unitId, Grade.WRONG_ITEM, List.of(), "walter");
    returns.reviewed(unitId, false, 0, "a doormat");
    returns.dispositioned(unitId, "RETURN_TO_CUSTOMER");
    returns.settlement(of.id(), Settlement.GRANTED, "");
    return of;
  }

  private String labelled(ReturnCase of) throws Exception {
    sendBacks.createLabel(of.id());
    return String.valueOf(sendBacks.of(of.id()).orElseThrow().trackingNumber());
  }

  private ResultActions atTheWarehouse() throws Exception {
    return http.perform(get("/warehouse").with(staff("walter", "warehouse")));
  }

  private ResultActions scan(String code) throws Exception {
    return http.perform(
        post("/warehouse/receive")
            .param("code", code)
            .with(staff("walter", "warehouse"))
            .with(csrf()));
  }

  private ResultActions statusPage(ReturnCase of, String language) throws Exception {
    return http.perform(
        get("/r/" + of.rmaNumber())
            .param("t", tokens.issue(Purpose.RETURN, of.id(), Duration.ofDays(1)))
            .param("lang", language));
  }

  private ResultActions caseFile(ReturnCase of) throws Exception {
    return http.perform(get("/desk/returns/" + of.rmaNumber()).with(staff("sam", "agent")));
  }

  @Test
  void theWarehouseSeesWhatIsToGoBackUntilItScansItsLabel() throws Exception {
    ReturnCase of = refused();
    String trackingNumber = labelled(of);

    atTheWarehouse()
        .andExpect(content().string(containsString(trackingNumber)))
        .andExpect(content().string(containsString("what came in place of COAT-M")));
    http.perform(
            get("/warehouse/" + of.rmaNumber() + "/delivery-label.pdf")
                .with(staff("walter", "warehouse")))
        .andExpect(status().isOk())
        .andExpect(content().contentType(MediaType.APPLICATION_PDF));

    scan(trackingNumber).andExpect(status().is3xxRedirection());
    scan(trackingNumber).andExpect(status().is3xxRedirection());

    atTheWarehouse().andExpect(content().string(not(containsString(trackingNumber))));
    caseFile(of)
        .andExpect(content().string(containsString("Refused pieces back to the shopper")))
        .andExpect(content().string(containsString("on its way")));
    assertThat(sendBacks.of(of.id()).orElseThrow().handedOverBy()).isEqualTo("walter");
  }

  /** It went out, and now it stands here: undeliverable, or scanned twice. */
  @Test
  void aParcelThatComesBackUndeliverableCanBeRecordedAsUnannounced() throws Exception {
    ReturnCase of = refused();
    String trackingNumber = labelled(of);
    scan(trackingNumber).andExpect(flash().attribute("done", containsString("with the carrier")));

    scan(trackingNumber)
        .andExpect(flash().attribute("unexpected", true))
        .andExpect(flash().attribute("code", trackingNumber))
        .andExpect(flash().attribute("failed", containsString("on its way")))
        .andExpect(flash().attributeCount(3));
    http.perform(
            post("/warehouse/blind")
                .param("reference", trackingNumber)
                .param("skus", "COAT-M")
                .with(staff("walter", "warehouse"))
                .with(csrf()))
        .andExpect(flash().attribute("done", containsString("Recorded")));
  }

  /** The order's address is the giver's, who would learn that the gift was not liked. */
  @Test
  void aRefusedGiftDoesNotGoToTheGiverByItself() {
    ReturnCase gift =
        refused(gifts.register(Confirmed.forCredit(ordered()), "recipient@example.org"));

    assertThatThrownBy(() -> sendBacks.createLabel(gift.id()))
        .isInstanceOf(LabelRefused.class)
        .hasMessageContaining("ask the recipient");

    assertThat(sendBacks.of(gift.id()).orElseThrow().trackingNumber()).isNull();
  }

  @Test
  void theStatusPageFollowsItToTheDoor() throws Exception {
    ReturnCase of = refused();
    statusPage(of, "en")
        .andExpect(content().string(containsString("We send back to you what we could not")));
    String trackingNumber = labelled(of);
    scan(trackingNumber);
    statusPage(of, "nl")
        .andExpect(
            content()
                .string(containsString("is naar je onderweg. Trackingnummer: " + trackingNumber)));

    parcels.scanned(
        new TrackingNews("simulated", trackingNumber, "D", Status.DELIVERED, Instant.now()));

    statusPage(of, "en").andExpect(content().string(containsString("was delivered back to you")));
    caseFile(of).andExpect(content().string(containsString("Scans of the carrier")));
  }

  /** It is no parcel that nobody knows. */
  @Test
  void aScanOfItsCarrierIsNoStray() throws Exception {
    String trackingNumber = labelled(refused());

    parcels.scanned(
        new TrackingNews("simulated", trackingNumber, "X", Status.EXCEPTION, Instant.now()));

    assertThat(parcels.strayNews())
        .extracting(TrackingNews::trackingNumber)
        .doesNotContain(trackingNumber);
  }

  @Test
  void aWarehouseSystemSaysTheSameThroughTheApi() throws Exception {
    ReturnCase of = refused();
    String body = "{\"code\": \"%s\"}".formatted(labelled(of));
    for (int twice = 0; twice < 2; twice++) {
      http.perform(
              post("/api/v1/warehouse/dispatches")
                  .with(as("wms", "warehouse"))
                  .contentType(MediaType.APPLICATION_JSON)
                  .content(body))
          .andExpect(status().isNoContent());
    }

    assertThat(sendBacks.of(of.id()).orElseThrow().handedOverAt()).isNotNull();
    http.perform(
            post("/api/v1/warehouse/dispatches")
                .with(as("wms", "warehouse"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"code\": \"NOBODYS\"}"))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("dispatch-unknown"));
  }
}
