package io.retour.blind;

import static io.retour.testing.OrderJson.orderJson;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.blind.Candidate.Evidence;
import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.orders.SerialNumber;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.OrderJson;
import io.retour.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/**
 * An order tells the serial numbers of its pieces, and a parcel without any other sign is found by
 * one.
 */
@WebTest
class SerialNumbersTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Parcels warehouse;
  @Autowired BlindParcels parcels;

  private static String serial() {
    return "SN-" + UUID.randomUUID().toString().substring(0, 13).toUpperCase();
  }

  private ResultActions sends(OrderJson order) throws Exception {
    return http.perform(
        post("/api/v1/orders")
            .with(as("ida", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(order.toString()));
  }

  private Order imported(String... serials) throws Exception {
    OrderJson json =
        orderJson().with("/lines/0/serialNumbers", "[\"" + String.join("\",\"", serials) + "\"]");
    sends(json).andExpect(status().isCreated());
    return orders.byNumber("lumen", json.orderNumber()).orElseThrow();
  }

  private BlindParcel comes(List<String> skus, String... serials) throws Exception {
    String reference = "X" + UUID.randomUUID().toString().toUpperCase();
    http.perform(
            post("/api/v1/blind-parcels")
                .with(as("walter", "warehouse"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    "{\"reference\": \"%s\", \"skus\": [%s], \"serialNumbers\": [\"%s\"]}"
                        .formatted(
                            reference,
                            String.join(",", skus.stream().map("\"%s\""::formatted).toList()),
                            String.join("\",\"", serials))))
        .andExpect(status().isOk());
    return parcels.byReference(reference);
  }

  @Test
  void findsTheOrderOfAPieceByWhatIsReadOnIt() throws Exception {
    String serial = serial();
    Order order = imported(serial, serial());

    // people and scanners read it differently
    BlindParcel parcel = comes(List.of(), " " + serial.toLowerCase().replace("-", "- "));

    List<Candidate> found = parcels.candidates(parcel.id());
    assertThat(found).extracting(Candidate::evidence).containsExactly(Evidence.SERIAL_NUMBER);
    assertThat(BlindParcels.sure(found).orElseThrow().orderId()).isEqualTo(order.id());
    http.perform(get("/desk/blind-parcels/" + parcel.id()).with(staff("ada", "agent")))
        .andExpect(content().string(containsString(serial)))
        .andExpect(content().string(containsString("serial number")));
  }

  @Test
  void takesTheSerialNumbersForTheirPiecesWhenNoArticleIsNamed() throws Exception {
    String one = serial();
    String other = serial();
    Order order = imported(one, other);

    BlindParcel parcel =
        parcels.identify(comes(List.of(), one, other).id(), order.id(), List.of(), null);

    assertThat(returns.get(parcel.returnId()).units())
        .extracting(ReturnUnit::sku)
        .containsExactly("TEE-M", "TEE-M");
  }

  /** The same article in two lines at two prices: the number says which of them it was. */
  @Test
  void returnsThePieceOfTheLineThatItWasSoldIn() throws Exception {
    String serial = serial();
    String line =
        "{\"sku\": \"TEE-M\", \"title\": \"T-shirt\", \"category\": \"FASHION\", \"quantity\": 1,"
            + " \"unitPriceMinor\": %d, \"taxRateBasisPoints\": 2100, \"weightGrams\": 200%s}";
    OrderJson json =
        orderJson()
            .with(
                "/lines",
                "[%s, %s]"
                    .formatted(
                        line.formatted(2495, ""),
                        line.formatted(1995, ", \"serialNumbers\": [\"" + serial + "\"]")));
    sends(json).andExpect(status().isCreated());
    Order order = orders.byNumber("lumen", json.orderNumber()).orElseThrow();

    BlindParcel parcel =
        parcels.identify(comes(List.of("TEE-M"), serial).id(), order.id(), List.of(), null);

    assertThat(returns.get(parcel.returnId()).units().getFirst().value().minor()).isEqualTo(1995);
  }

  /** What came back once and was sold again comes from who bought it last. */
  @Test
  void knowsFromWhichOfTwoOrdersAResoldPieceCanStillCome() throws Exception {
    String serial = serial();
    Order first = imported(serial);
    ReturnCase back = returns.register(Confirmed.allOf(first));
    warehouse.receiveFor(back.id(), "walter");
    Order second = imported(serial);

    List<Candidate> found = parcels.candidates(comes(List.of(), serial).id());

    assertThat(found).extracting(Candidate::orderId).containsExactly(second.id());
  }

  @Test
  void asksAPersonWhenTwoOrdersCouldHaveIt() throws Exception {
    String serial = serial();
    imported(serial);
    imported(serial);

    List<Candidate> found = parcels.candidates(comes(List.of(), serial).id());

    assertThat(found).hasSize(2);
    assertThat(BlindParcels.sure(found)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\"A1\", \"A2\", \"A3\"]", "[\"A1\", \"a 1\"]"})
  void refusesMoreNumbersThanPiecesAndTheSameTwice(String numbers) throws Exception {
    sends(orderJson().with("/lines/0/serialNumbers", numbers))
        .andExpect(status().is4xxClientError())
        .andExpect(jsonPath("$.code").value("serial-numbers-invalid"));
  }

  @Test
  void takesThemFromACsvFileToo() throws Exception {
    String serial = serial();
    String number = "CSN-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
    String csv =
        "brand,channel,orderNumber,email,postcode,country,currency,placedAt,sku,title,category,"
            + "quantity,unitPriceMinor,taxRateBasisPoints,weightGrams,serialNumbers,paymentMethod,"
            + "paymentProvider,paymentReference,capturedMinor\n"
            + "lumen,webshop,%s,a@example.org,1011AB,NL,EUR,2026-11-01T10:00:00Z,TEE-M,Shirt,"
                .formatted(number)
            + "FASHION,2,2495,2100,180,%s %s,CARD,simulated,pay-%s,4990\n"
                .formatted(serial, serial(), number);
    http.perform(
            post("/api/v1/orders/import")
                .with(as("ida", "integrator"))
                .contentType("text/csv")
                .content(csv.getBytes(StandardCharsets.UTF_8)))
        .andExpect(jsonPath("$.added").value(1));

    assertThat(parcels.candidates(comes(List.of(), serial).id()))
        .extracting(Candidate::orderNumber)
        .containsExactly(number);
  }

  @Test
  void theScanScreenTakesOneInEachLine() throws Exception {
    String reference = "X" + UUID.randomUUID().toString().toUpperCase();
    http.perform(
            post("/warehouse/blind")
                .with(staff("walter", "warehouse"))
                .with(csrf())
                .param("reference", reference)
                .param("serialNumbers", "sn 12 34\nSN99\n\n"))
        .andExpect(flash().attributeExists("done"));

    assertThat(parcels.byReference(reference).serials())
        .extracting(SerialNumber::value)
        .containsExactly("SN1234", "SN99");
  }
}
