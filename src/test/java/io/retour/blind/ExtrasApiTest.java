package io.retour.blind;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.blind.BlindParcel.Outcome;
import io.retour.blind.Extras.Found;
import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Something in a parcel that no piece of its return is, as the warehouse records it. */
@WebTest
class ExtrasApiTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Parcels parcels;
  @Autowired BlindParcels blindParcels;
  @Autowired Extras extras;
  @Autowired CaseHistory history;

  private ReturnCase oneShirtOf(Order order) {
    orders.add(order);
    return returns.register(Confirmed.onePieceOf(order));
  }

  private ReturnCase received(Order order) {
    ReturnCase registered = oneShirtOf(order);
    parcels.receive(registered.rmaNumber(), "walter");
    return registered;
  }

  private ReturnCase received() {
    return received(order().line("TEE-M", 1, 2495).line("LAMP-1", 1, 4900).build());
  }

  private static MockHttpServletRequestBuilder extra(String rmaNumber, String body) {
    return post("/api/v1/warehouse/" + rmaNumber + "/extras")
        .with(as("walter", "warehouse"))
        .contentType(MediaType.APPLICATION_JSON)
        .content(body);
  }

  private ResultActions records(String rmaNumber, String key, String body) throws Exception {
    return http.perform(extra(rmaNumber, body).header("Idempotency-Key", key));
  }

  private BlindParcel of(ExtraPiece extra) {
    return blindParcels.get(extra.id());
  }

  @Test
  void recordsAnExtraOnceForEachKeyAndSaysSoInTheCaseFile() throws Exception {
    ReturnCase of = received();
    String key = UUID.randomUUID().toString();
    String body = "{\"sku\": \"lamp-1\", \"description\": \"a desk lamp\", \"condition\": \"B\"}";

    for (int i = 0; i < 2; i++) {
      records(of.rmaNumber(), key, body)
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.reference").value(of.rmaNumber() + "-X1"))
          .andExpect(jsonPath("$.sku").value("LAMP-1"))
          .andExpect(jsonPath("$.condition").value("B"))
          .andExpect(jsonPath("$.outcome").doesNotExist());
    }

    assertThat(extras.foundIn(of.id())).hasSize(1);
    BlindParcel parcel = of(extras.foundIn(of.id()).getFirst());
    assertThat(parcel.skus()).containsExactly("LAMP-1");
    assertThat(BlindParcels.sure(blindParcels.candidates(parcel.id())).orElseThrow().rmaNumber())
        .isEqualTo(of.rmaNumber());
    assertThat(history.of(of.id()))
        .filteredOn(event -> event.kind().equals("extra-found"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.actor()).isEqualTo("walter");
              assertThat(event.detail())
                  .isEqualTo(of.rmaNumber() + "-X1: LAMP-1 a desk lamp, looks like B");
            });
    http.perform(
            get("/api/v1/blind-parcels/" + of.rmaNumber() + "-X1").with(as("walter", "warehouse")))
        .andExpect(jsonPath("$.id").value(parcel.id().toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "sku, '{\"sku\": \"A 1\", \"description\": \"two\"}'",
    "description, '{\"description\": \" \"}'",
    "description, '{}'",
    "condition, '{\"description\": \"a lamp\", \"condition\": \"MISSING\"}'",
    "condition, '{\"description\": \"a lamp\", \"condition\": \"E\"}'"
  })
  void namesTheFieldThatIsWrong(String field, String body) throws Exception {
    ReturnCase of = received();

    http.perform(extra(of.rmaNumber(), body))
        .andExpect(status().is4xxClientError())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(content().string(containsString("\"" + field + "\"")));

    assertThat(extras.foundIn(of.id())).isEmpty();
  }

  @Test
  void recordsNothingBeforeTheParcelIsHereNorForAnybodyElse() throws Exception {
    ReturnCase of = oneShirtOf(order().line("TEE-M", 1, 2495).build());
    String body = "{\"description\": \"a lamp\"}";

    http.perform(extra(of.rmaNumber(), body))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("not-received"));
    http.perform(extra("R-0000-0000", body)).andExpect(status().isNotFound());
    http.perform(
            post("/api/v1/warehouse/" + of.rmaNumber() + "/extras")
                .with(as("ada", "agent"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body))
        .andExpect(status().isForbidden());
  }

  @Test
  void theGradingPageRecordsAnExtraOnceHoweverOftenItIsPressed() throws Exception {
    ReturnCase of = received();
    String extraId = UUID.randomUUID().toString();
    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("Something else in the parcel")));

    for (int i = 0; i < 2; i++) {
      http.perform(
              post("/warehouse/" + of.rmaNumber() + "/extras")
                  .with(staff("walter", "warehouse"))
                  .with(csrf())
                  .param("extraId", extraId)
                  .param("sku", "")
                  .param("description", "a <child's> drawing")
                  .param("condition", ""))
          .andExpect(flash().attribute("done", containsString(of.rmaNumber() + "-X1")));
    }
    http.perform(
            post("/warehouse/" + of.rmaNumber() + "/extras")
                .with(staff("walter", "warehouse"))
                .with(csrf())
                .param("extraId", UUID.randomUUID().toString())
                .param("description", " "))
        .andExpect(flash().attribute("failed", "Say what it is."));

    assertThat(extras.foundIn(of.id())).hasSize(1);
    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("a &lt;child&#39;s&gt; drawing")))
        .andExpect(content().string(containsString("being identified")));
    http.perform(get("/desk/returns/" + of.rmaNumber()).with(staff("ada", "agent")))
        .andExpect(
            content().string(containsString("Something else found in the parcel by walter")));
  }

  @Test
  void losesNoSecondExtraThatComesUnderTheIdOfTheFirst() throws Exception {
    ReturnCase of = received();
    UUID id = UUID.randomUUID();
    extras.record(id, of.rmaNumber(), new Found("", "a lamp", null), "walter");

    http.perform(
            post("/warehouse/" + of.rmaNumber() + "/extras")
                .with(staff("walter", "warehouse"))
                .with(csrf())
                .param("extraId", id.toString())
                .param("description", "a cup"))
        .andExpect(flash().attribute("failed", containsString("press once more")))
        .andExpect(flash().attribute("extraDescription", "a cup"))
        .andExpect(flash().attributeCount(4));

    assertThat(extras.foundIn(of.id()))
        .extracting(ExtraPiece::description)
        .containsExactly("a lamp");
  }

  @Test
  void leadsToTheReturnThatTheExtraBecame() throws Exception {
    ReturnCase of = received();
    ExtraPiece extra =
        extras.record(
            UUID.randomUUID(), of.rmaNumber(), new Found("LAMP-1", "a lamp", Grade.A), "walter");

    BlindParcel identified = blindParcels.identify(extra.id(), of.orderId(), List.of(), null);

    assertThat(identified.outcome()).isEqualTo(Outcome.REGISTERED);
    String became = returns.get(identified.returnId()).rmaNumber();
    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("Grade it in " + became)));
    assertThat(history.of(of.id()))
        .extracting(CaseHistory.Event::detail)
        .contains(extra.reference() + " is of return " + became);
  }

  /** What nobody could read is not what an earlier return announced. */
  @Test
  void registersNothingForWhatHasNoNumber() {
    Order order = order().line("TEE-M", 2, 2495).build();
    ReturnCase of = received(order);
    ExtraPiece extra =
        extras.record(UUID.randomUUID(), of.rmaNumber(), new Found("", "a shirt?", null), "walter");

    assertThatThrownBy(() -> blindParcels.identify(extra.id(), order.id(), List.of(), null))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("No article number");
  }

  /** Its other pieces are still to come, and it has to go on waiting for them. */
  @Test
  void leavesAReturnWaitingThatHoldsMoreThanTheExtra() {
    Order order = order().line("TEE-M", 3, 2495).build();
    ReturnCase of = received(order);
    ReturnCase waiting =
        returns.register(
            Confirmed.piecesOf(order, 2, ReturnReason.NO_REASON_GIVEN, "PARCEL_DROP_OFF"));
    ExtraPiece extra =
        extras.record(
            UUID.randomUUID(), of.rmaNumber(), new Found("TEE-M", "a shirt", null), "walter");

    assertThatThrownBy(() -> blindParcels.identify(extra.id(), order.id(), List.of(), null))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no (further) TEE-M");

    assertThat(parcels.here(waiting.id())).isFalse();
  }

  @Test
  void countsTheExtraAsTheReturnThatIsAllOfIt() {
    Order order = order().line("TEE-M", 2, 2495).build();
    ReturnCase of = received(order);
    ReturnCase waiting = returns.register(Confirmed.onePieceOf(order));
    ExtraPiece extra =
        extras.record(
            UUID.randomUUID(), of.rmaNumber(), new Found("TEE-M", "a shirt", null), "walter");

    BlindParcel identified = blindParcels.identify(extra.id(), order.id(), List.of(), null);

    assertThat(identified.outcome()).isEqualTo(Outcome.RECEIVED);
    assertThat(identified.returnId()).isEqualTo(waiting.id());
    assertThat(parcels.here(waiting.id())).isTrue();
  }
}
