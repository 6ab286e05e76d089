package io.retour.blind;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.Staff.staffOf;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.blind.Candidate.Evidence;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.testing.WebTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

/** What the warehouse does with a parcel that nobody announced. */
@WebTest
class BlindParcelApiTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired BlindParcels parcels;

  @Test
  void recordsAParcelOnceForEachReference() throws Exception {
    String reference = "X" + UUID.randomUUID();
    String body =
        "{\"reference\": \"%s\", \"skus\": [\"tee-m\"], \"senderPostcode\": \"5026 aa\"}"
            .formatted(reference);
    for (int i = 0; i < 2; i++) {
      http.perform(
              post("/api/v1/blind-parcels")
                  .with(as("walter", "warehouse"))
                  .contentType(MediaType.APPLICATION_JSON)
                  .content(body))
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.id").value(parcels.byReference(reference).id().toString()));
    }
    assertThat(parcels.byReference(reference).skus()).containsExactly("TEE-M");
    http.perform(get("/api/v1/blind-parcels/" + reference).with(as("walter", "warehouse")))
        .andExpect(jsonPath("$.outcome").doesNotExist());
    http.perform(
            post("/api/v1/blind-parcels")
                .with(as("walter", "warehouse"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"reference\": \" \"}"))
        .andExpect(status().is4xxClientError());
    http.perform(get("/api/v1/blind-parcels/X").with(as("sam", "store")))
        .andExpect(status().isForbidden());
  }

  @Test
  void ordersTheEvidenceAndTrustsOnlyTheOneSureSign() {
    String sku = "RARE-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
    Order named = order().line(sku, 1, 2495).build();
    Order neighbours = order().line(sku, 1, 2495).build();
    orders.add(named);
    orders.add(neighbours);
    BlindParcel parcel =
        parcels.record(
            new BlindParcels.Seen(
                "X" + UUID.randomUUID(), named.orderNumber(), "5026aa", List.of(sku), ""),
            "walter");

    List<Candidate> candidates = parcels.candidates(parcel.id());

    assertThat(candidates)
        .extracting(Candidate::evidence)
        .containsExactly(Evidence.ORDER_NUMBER, Evidence.ARTICLES_AND_POSTCODE);
    assertThat(BlindParcels.sure(candidates).orElseThrow().orderId()).isEqualTo(named.id());
    assertThat(BlindParcels.sure(candidates.subList(1, 2))).isEmpty();
  }

  /** The postcode's other brands are none of this brand's agents' business. */
  @Test
  void showsCandidatesOfOnesOwnBrandsOnly() throws Exception {
    String sku = "RARE-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
    Order own = order().line(sku, 2, 2495).build();
    Order others = order().brand("kestrel").line(sku, 1, 2495).build();
    orders.add(own);
    orders.add(others);
    BlindParcel parcel =
        parcels.record(
            new BlindParcels.Seen(
                "X" + UUID.randomUUID(), own.orderNumber(), "5026aa", List.of(sku), ""),
            "walter");
    parcels.identify(parcel.id(), own.id(), List.of(), null);
    String page = "/desk/blind-parcels/" + parcel.id();

    http.perform(get(page).with(staff("ada", "agent")))
        .andExpect(content().string(containsString(own.orderNumber())))
        .andExpect(content().string(containsString(others.orderNumber())));
    http.perform(get(page).with(staffOf(List.of("lumen"), "ada", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString(own.orderNumber())))
        .andExpect(content().string(not(containsString(others.orderNumber()))));
  }

  @Test
  void theScanScreenOffersToRecordWhatNobodyExpects() throws Exception {
    String reference = "X" + UUID.randomUUID().toString().toUpperCase();
    http.perform(
            post("/warehouse/receive")
                .with(staff("walter", "warehouse"))
                .with(csrf())
                .param("code", reference))
        .andExpect(redirectedUrl("/warehouse"))
        .andExpect(flash().attribute("unexpected", true));
    http.perform(
            post("/warehouse/blind")
                .with(staff("walter", "warehouse"))
                .with(csrf())
                .param("reference", reference)
                .param("skus", "TEE-M, LAMP-1"))
        .andExpect(flash().attributeExists("done"));
    BlindParcel parcel = parcels.byReference(reference);
    assertThat(parcel.skus()).containsExactly("TEE-M", "LAMP-1");
    http.perform(get("/desk/blind-parcels").with(staff("ada", "agent")))
        .andExpect(content().string(containsString(reference)));
    http.perform(get("/desk/blind-parcels/" + parcel.id()).with(staff("ada", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("TEE-M, LAMP-1")));
  }
}
