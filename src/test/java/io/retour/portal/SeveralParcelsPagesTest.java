package io.retour.portal;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.logistics.Parcel;
import io.retour.logistics.Parcels;
import io.retour.logistics.TrackingNews;
import io.retour.notifications.Notifications;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.WebTest;
import io.retour.warehouse.Warehouse;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** A return in several parcels, where it is announced and where it is shown. */
@WebTest
class SeveralParcelsPagesTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Parcels parcels;
  @Autowired Warehouse warehouse;
  @Autowired Notifications notifications;
  @Autowired ShopperTokens tokens;
  @Autowired JdbcClient jdbc;

  private Order twoShirts() {
    Order order = order().line("TEE-M", 2, 2495).build();
    orders.add(order);
    return order;
  }

  private ReturnCase confirmed(String method, String inParcels) throws Exception {
    Order order = twoShirts();
    UUID returnId = UUID.randomUUID();
    http.perform(
            multipart("/p/lumen/confirm")
                .with(csrf())
                .cookie(
                    new Cookie(
                        "retour-order",
                        tokens.issue(Purpose.ORDER, order.id(), Duration.ofHours(2))))
                .param("returnId", returnId.toString())
                .param("quantity_" + order.lines().getFirst().id(), "2")
                .param("method", method)
                .param("resolution", "REFUND")
                .param("parcels", inParcels))
        .andExpect(status().is3xxRedirection());
    return returns.get(returnId);
  }

  private ResultActions registers(String method, int inParcels) throws Exception {
    Order order = twoShirts();
    return http.perform(
        post("/api/v1/returns")
            .with(as("ida", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(
                """
                {"orderId": "%s", "lines": [{"lineId": "%s", "quantity": 2}],
                 "method": "%s", "resolution": "REFUND", "parcels": %d}"""
                    .formatted(order.id(), order.lines().getFirst().id(), method, inParcels)));
  }

  @Test
  void thePortalTakesANumberOfParcelsForTheOneWayThatHasLabelsToPrint() throws Exception {
    assertThat(confirmed("PARCEL_DROP_OFF", "2").parcels()).isEqualTo(2);
    assertThat(confirmed("QR_DROP_OFF", "2").parcels()).isEqualTo(1);
    assertThat(confirmed("PARCEL_DROP_OFF", "").parcels()).isEqualTo(1);
  }

  @Test
  void theApiTakesAndTellsTheNumberOfParcels() throws Exception {
    registers("PARCEL_DROP_OFF", 3)
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.parcels").value(3))
        .andExpect(jsonPath("$.quotedFeeMinor").value(295));
  }

  @ParameterizedTest
  @CsvSource({
    "PARCEL_DROP_OFF, 6, parcels-out-of-range",
    "PARCEL_DROP_OFF, 0, parcels-out-of-range",
    "QR_DROP_OFF, 2, parcels-not-possible"
  })
  void theApiNamesTheFieldWhenThatIsNotPossible(String method, int inParcels, String code)
      throws Exception {
    registers(method, inParcels)
        .andExpect(status().is4xxClientError())
        .andExpect(jsonPath("$.code").value(code))
        .andExpect(content().string(containsString("\"parcels\"")));
  }

  @Test
  void everyParcelHasItsLabelOnTheStatusPageAndInAMail() throws Exception {
    ReturnCase of = confirmed("PARCEL_DROP_OFF", "2");
    parcels.createLabel(of.id());
    parcels.createLabel(of.id());
    List<Parcel> labelled = parcels.ofReturn(of.id());
    String token = tokens.issue(Purpose.RETURN, of.id(), Duration.ofHours(1));
    String page = "/r/" + of.rmaNumber() + "?t=" + token + "&lang=en";

    assertThat(labelled).hasSize(2).extracting(Parcel::parcelNo).containsExactly(1, 2);
    http.perform(get(page))
        .andExpect(content().string(containsString("Print label 1 of 2")))
        .andExpect(content().string(containsString("Print label 2 of 2")))
        .andExpect(content().string(not(containsString("id=\"label\""))))
        .andExpect(content().string(containsString(labelled.getFirst().trackingNumber())))
        .andExpect(content().string(containsString(labelled.getLast().trackingNumber())));
    byte[] first = label(of, token, 1);
    assertThat(label(of, token, 2)).isNotEqualTo(first);

    for (int i = 0; i < 2; i++) {
      notifications.send(of.id(), "label-ready", "");
    }
    assertThat(
            jdbc.sql("select subject from message where return_id = ? order by subject")
                .param(of.id())
                .query(String.class)
                .list())
        .hasSize(2)
        .satisfiesExactly(
            one -> assertThat(one).endsWith("(1/2)"), two -> assertThat(two).endsWith("(2/2)"));
  }

  private byte[] label(ReturnCase of, String token, int parcelNo) throws Exception {
    return http.perform(
            get("/r/" + of.rmaNumber() + "/label.pdf?t=" + token + "&parcel=" + parcelNo))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsByteArray();
  }

  @Test
  void theWarehouseSeesThatAnotherIsOnItsWay() throws Exception {
    ReturnCase of = confirmed("PARCEL_DROP_OFF", "2");
    parcels.createLabel(of.id());
    List<Parcel> labelled = parcels.ofReturn(of.id());
    parcels.receive(labelled.getFirst().trackingNumber(), "walter");
    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(
            content()
                .string(
                    containsString(
                        "Parcel 1 of 2 is here. The label of another was not used yet")));

    parcels.scanned(
        new TrackingNews(
            "simulated",
            labelled.getLast().trackingNumber(),
            "DROPPED_OFF",
            TrackingNews.Status.DROPPED_OFF,
            Instant.now()));
    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("Another is on its way")));

    parcels.receive(labelled.getLast().trackingNumber(), "walter");
    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(not(containsString("more-to-come"))));
  }

  @Test
  void noLabelIsOfferedOnceAllCameInOneBox() throws Exception {
    ReturnCase of = confirmed("PARCEL_DROP_OFF", "2");
    parcels.createLabel(of.id());
    String page =
        "/r/"
            + of.rmaNumber()
            + "?lang=en&t="
            + tokens.issue(Purpose.RETURN, of.id(), Duration.ofHours(1));
    parcels.receive(parcels.ofReturn(of.id()).getFirst().trackingNumber(), "walter");
    http.perform(get(page)).andExpect(content().string(containsString("Print label 2 of 2")));

    for (ReturnUnit unit : returns.get(of.id()).units()) {
      warehouse.inspect(unit.id(), Grade.A, List.of(), "walter");
    }

    http.perform(get(page)).andExpect(content().string(not(containsString("Print label"))));
  }
}
