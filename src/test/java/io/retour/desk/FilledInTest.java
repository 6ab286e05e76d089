package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.web.servlet.DispatcherServlet;

/** Whoever filled in a form with something wrong in it does not fill it in twice. */
@WebTest
class FilledInTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;

  private Order bought() {
    Order order = order().line("COAT-M", 1, 8995).line("CAP-M", 1, 2995).build();
    orders.add(order);
    return order;
  }

  private MvcResult takesIn(Order order, UUID handInId, MockMultipartFile photo) throws Exception {
    return http.perform(
            multipart("/store/lumen-tilburg/pieces/" + order.id())
                .file(photo)
                .param("handInId", handInId.toString())
                .param("sku", "COAT-M", "CAP-M")
                .param("grade", "", "C")
                .param("reason", "NO_REASON_GIVEN", "SIZE_TOO_SMALL")
                .param("resolution", "STORE_CREDIT")
                .param("shows1", "Worn brim")
                .with(csrf())
                .with(staff("stella", "store")))
        .andExpect(status().is3xxRedirection())
        .andReturn();
  }

  @Test
  void theCounterKeepsWhatWasGradedAndTheHandInStaysTheSame() throws Exception {
    Order order = bought();
    UUID handInId = UUID.randomUUID();

    MvcResult refused =
        takesIn(
            order,
            handInId,
            new MockMultipartFile(
                "photo1", "a.txt", "text/plain", "no picture".getBytes(StandardCharsets.UTF_8)));

    assertThat(returns.ofOrder(order.id())).isEmpty();
    http.perform(
            get("/store/lumen-tilburg/pieces/" + order.id())
                .with(staff("stella", "store"))
                .requestAttr(DispatcherServlet.INPUT_FLASH_MAP_ATTRIBUTE, refused.getFlashMap()))
        .andExpect(content().string(containsString("value=\"" + handInId + "\"")))
        .andExpect(content().string(containsString("<option value=\"C\" selected=\"selected\"")))
        .andExpect(
            content()
                .string(containsString("<option value=\"SIZE_TOO_SMALL\" selected=\"selected\"")))
        .andExpect(content().string(containsString("value=\"STORE_CREDIT\" checked=\"checked\"")))
        .andExpect(content().string(containsString("value=\"Worn brim\"")))
        .andExpect(content().string(containsString("choose the photos again")));

    takesIn(order, handInId, new MockMultipartFile("photo1", new byte[0]));
    assertThat(returns.ofOrder(order.id())).hasSize(1);
  }

  @Test
  void aGradeThatIsNoneIsTheCallersMistake() throws Exception {
    http.perform(
            post("/store/lumen-tilburg/pieces/" + bought().id())
                .param("handInId", UUID.randomUUID().toString())
                .param("sku", "COAT-M")
                .param("grade", "E")
                .param("reason", "NO_REASON_GIVEN")
                .with(csrf())
                .with(staff("stella", "store")))
        .andExpect(status().isBadRequest());
  }

  /** Grounds without their evidence come back where they can be seen. */
  @Test
  void theWarehouseKeepsTheGroundsThatWereRefused() throws Exception {
    ReturnCase of = Confirmed.withdrawn(returns, bought());
    UUID unit = of.units().getFirst().id();
    MvcResult refused =
        http.perform(
                post("/warehouse/" + of.rmaNumber() + "/units/" + unit)
                    .param("grade", "D")
                    .param("derogation", "DONATION_REFUSED")
                    .with(csrf())
                    .with(staff("wim", "warehouse")))
            .andExpect(status().is3xxRedirection())
            .andReturn();

    String page =
        http.perform(
                get("/warehouse/" + of.rmaNumber())
                    .with(staff("wim", "warehouse"))
                    .requestAttr(
                        DispatcherServlet.INPUT_FLASH_MAP_ATTRIBUTE, refused.getFlashMap()))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page)
        .contains("<details class=\"field\" open=\"open\">")
        .contains("value=\"DONATION_REFUSED\" selected=\"selected\"");
  }

  @Test
  void theWarehouseKeepsWhatWasSeenOfAnUnannouncedParcel() throws Exception {
    MvcResult refused =
        http.perform(
                post("/warehouse/blind")
                    .param("reference", "")
                    .param("orderHint", "L-4711")
                    .param("senderPostcode", "5026 AA")
                    .param("skus", "COAT-M CAP-M")
                    .param("notes", "wet")
                    .with(csrf())
                    .with(staff("wim", "warehouse")))
            .andExpect(status().is3xxRedirection())
            .andReturn();

    String page =
        http.perform(
                get("/warehouse")
                    .with(staff("wim", "warehouse"))
                    .requestAttr(
                        DispatcherServlet.INPUT_FLASH_MAP_ATTRIBUTE, refused.getFlashMap()))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(page).contains("value=\"L-4711\"", "value=\"5026 AA\"", ">COAT-M CAP-M<", ">wet<");
  }
}
