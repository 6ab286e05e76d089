package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.stringContainsInOrder;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import io.retour.logistics.Parcels;
import io.retour.logistics.TrackingNews;
import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What a carrier tells of a finished or an unknown return is kept and shown, not lost. */
@WebTest
class ScansTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Parcels parcels;

  private ReturnCase registered() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    return returns.register(Confirmed.onePieceOf(order));
  }

  private void scanned(String trackingNumber, Status status) {
    parcels.scanned(
        new TrackingNews(
            "simulated", trackingNumber, "C-" + status, status, Instant.now().plusSeconds(60)));
  }

  private ResultActions page(String address) throws Exception {
    return http.perform(get(address).with(staff("sam", "agent")));
  }

  private static String unknown() {
    return "UNKNOWN-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
  }

  @Test
  void theCaseFileShowsTheScansOfItsParcel() throws Exception {
    ReturnCase of = registered();
    String trackingNumber = parcels.createLabel(of.id()).trackingNumber();
    page("/desk/returns/" + of.rmaNumber())
        .andExpect(content().string(not(containsString("Scans of the carrier"))));

    scanned(trackingNumber, Status.DROPPED_OFF);

    page("/desk/returns/" + of.rmaNumber())
        .andExpect(
            content()
                .string(
                    stringContainsInOrder(
                        "Scans of the carrier", "dropped off", "C-DROPPED_OFF", trackingNumber)));
  }

  @Test
  void theCaseFileOfAFinishedReturnShowsWhatCameAfterItsEnd() throws Exception {
    ReturnCase of = registered();
    String trackingNumber = parcels.createLabel(of.id()).trackingNumber();
    returns.requestCancellation(of.id(), "shopper");
    parcels.voidLabels(of.id());

    scanned(trackingNumber, Status.IN_TRANSIT);

    page("/desk/returns/" + of.rmaNumber())
        .andExpect(
            content()
                .string(
                    stringContainsInOrder(
                        "Scans of the carrier", "C-IN_TRANSIT", "after its end")));
    page("/desk/scans").andExpect(content().string(not(containsString(trackingNumber))));
  }

  @Test
  void theScansOfUnknownParcelsAreListedTheNewestFirst() throws Exception {
    String one = unknown();
    String other = unknown();
    scanned(one, Status.DELIVERED);
    scanned(other, Status.EXCEPTION);

    page("/desk/scans")
        .andExpect(content().string(stringContainsInOrder(other, "exception", one, "delivered")));
  }

  /** A carrier can be faster than the label that an agent types in. */
  @Test
  void aScanMovesToTheCaseFileWhenItsParcelBecomesKnown() throws Exception {
    ReturnCase of = registered();
    String trackingNumber = unknown();
    scanned(trackingNumber, Status.DROPPED_OFF);
    page("/desk/scans").andExpect(content().string(containsString(trackingNumber)));

    parcels.recordManualLabel(of.id(), trackingNumber, "typed in late");

    page("/desk/scans").andExpect(content().string(not(containsString(trackingNumber))));
    page("/desk/returns/" + of.rmaNumber())
        .andExpect(content().string(containsString("C-DROPPED_OFF")));
  }

  @Test
  void noMoreThanAHundredAreListed() {
    for (int i = 0; i < 101; i++) {
      scanned(unknown(), Status.IN_TRANSIT);
    }

    assertThat(parcels.strayNews()).hasSize(100);
  }
}
