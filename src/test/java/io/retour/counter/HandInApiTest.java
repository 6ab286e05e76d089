package io.retour.counter;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** A till that was offline sends what it took; the counter's own screen. */
@WebTest
class HandInApiTest {

  private static final String QUEUE = "/api/v1/stores/lumen-tilburg/hand-ins";

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Counter counter;
  @Autowired Parcels parcels;
  @Autowired CaseHistory history;

  private Order bought(int quantity) {
    Order order = order().line("TEE-M", quantity, 2495).build();
    orders.add(order);
    return order;
  }

  private static String entry(UUID id, Order order) {
    return """
        {"id": "%s", "happenedAt": "%s", "code": "%s", "emailOrPostcode": "%s",
         "pieces": [{"sku": "TEE-M", "grade": "A"}]}"""
        .formatted(id, Instant.now().minusSeconds(60), order.orderNumber(), order.email());
  }

  private ResultActions send(String... entries) throws Exception {
    return http.perform(
        post(QUEUE)
            .with(as("till-7", "store"))
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"handIns\": [" + String.join(",", entries) + "]}"));
  }

  @Test
  void takesAQueueOnceHoweverOftenItIsSent() throws Exception {
    Order order = bought(2);
    String one = entry(UUID.randomUUID(), order);
    String other = entry(UUID.randomUUID(), order);

    send(one).andExpect(status().isOk()).andExpect(jsonPath("$.results[0].status").value("TAKEN"));
    send(one, other)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.results", hasSize(2)))
        .andExpect(jsonPath("$.results[0].status").value("REPEATED"))
        .andExpect(jsonPath("$.results[1].status").value("TAKEN"));
    send(one, other)
        .andExpect(jsonPath("$.results[0].status").value("REPEATED"))
        .andExpect(jsonPath("$.results[1].status").value("REPEATED"));

    assertThat(returns.ofOrder(order.id()))
        .hasSize(2)
        .allSatisfy(
            taken -> {
              assertThat(taken.registeredBy()).isEqualTo("till-7");
              assertThat(taken.units()).allMatch(unit -> unit.grade() == Grade.A);
            });
  }

  /** Said before anything of it is read into memory. */
  @Test
  void refusesAQueueThatIsTooLarge() throws Exception {
    send("\"" + "x".repeat(31 * 1024 * 1024) + "\"")
        .andExpect(status().isPayloadTooLarge())
        .andExpect(jsonPath("$.code").value("body-too-large"));
  }

  /** Who sends in chunks announces no size. */
  @Test
  void refusesAQueueThatTurnsOutTooLarge() throws Exception {
    String entry = "\"" + "x".repeat(1024 * 1024) + "\"";
    byte[] queue =
        ("{\"handIns\": [" + String.join(",", Collections.nCopies(31, entry)) + "]}")
            .getBytes(StandardCharsets.US_ASCII);
    http.perform(
            context -> {
              MockHttpServletRequest chunked =
                  new MockHttpServletRequest(context, "POST", QUEUE) {
                    @Override
                    public long getContentLengthLong() {
                      return -1;
                    }
                  };
              chunked.setContentType(MediaType.APPLICATION_JSON_VALUE);
              chunked.setContent(queue);
              return as("till-7", "store").postProcessRequest(chunked);
            })
        .andExpect(status().isPayloadTooLarge())
        .andExpect(jsonPath("$.code").value("body-too-large"));
  }

  /**
   * Who has a tracking number of another brand's parcel does not get the return's number for it.
   */
  @Test
  void saysNoMoreOfAnotherBrandsReturnThanWasTyped() throws Exception {
    Order others = order().brand("kestrel").line("TEE-M", 1, 2495).build();
    orders.add(others);
    ReturnCase registered = returns.register(Confirmed.onePieceOf(others));
    String tracking = "KES-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
    parcels.recordManualLabel(registered.id(), tracking, "");

    send(entry(UUID.randomUUID(), others).replace(others.orderNumber(), tracking))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("other-brand")))
        .andExpect(content().string(not(containsString(registered.rmaNumber()))));
  }

  @Test
  void answersEachEntryOnItsOwn() throws Exception {
    Order order = bought(1);
    UUID id = UUID.randomUUID();

    send(
            "null",
            "{\"id\": \"no-uuid\"}",
            "{\"id\": \"" + UUID.randomUUID() + "\"}",
            entry(UUID.randomUUID(), order().line("TEE-M", 1, 2495).build()),
            "{\"id\": \"%s\", \"happenedAt\": \"2999-01-01T00:00:00Z\", \"code\": \"X\", \"pieces\": [{\"sku\": \"A\", \"grade\": \"A\"}]}"
                .formatted(UUID.randomUUID()),
            entry(id, order),
            entry(UUID.randomUUID(), order)
                .replace("\"grade\": \"A\"", "\"grade\": \"A\", \"checks\": {\"WORN\": null}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.results[0].code").value("unreadable"))
        .andExpect(jsonPath("$.results[1].code").value("unreadable"))
        .andExpect(jsonPath("$.results[1].id").value("no-uuid"))
        .andExpect(jsonPath("$.results[2].code").value("field-missing"))
        .andExpect(jsonPath("$.results[2].field").value("happenedAt"))
        .andExpect(jsonPath("$.results[3].code").value("order-unknown"))
        .andExpect(jsonPath("$.results[3].status").value("REFUSED"))
        .andExpect(jsonPath("$.results[4].code").value("in-the-future"))
        .andExpect(jsonPath("$.results[5].status").value("TAKEN"))
        .andExpect(jsonPath("$.results[5].id").value(id.toString()))
        .andExpect(jsonPath("$.results[6].code").value("field-missing"))
        .andExpect(jsonPath("$.results[6].field").value("pieces.checks.WORN"));

    assertThat(returns.ofOrder(order.id())).hasSize(1);
  }

  private static String photographed(UUID id, Order order, String photos) {
    return entry(id, order)
        .replace("\"grade\": \"A\"", "\"grade\": \"C\", \"photos\": [" + photos + "]");
  }

  private static String photo(byte[] file) {
    return "{\"content\": \"%s\", \"shows\": \"Worn collar\"}"
        .formatted(Base64.getEncoder().encodeToString(file));
  }

  /** A hand-in is graded at once: what shows a defect comes with it, or never counts. */
  @Test
  void keepsThePhotosOfATillAndNothingOfWhereTheyWereTaken() throws Exception {
    Order order = bought(1);

    send(photographed(
            UUID.randomUUID(),
            order,
            photo(Photos.jpegWithExif(40, 30)) + "," + photo(Photos.picture("png", 30, 30))))
        .andExpect(jsonPath("$.results[0].status").value("TAKEN"));

    ReturnCase taken = returns.ofOrder(order.id()).getFirst();
    UUID piece = taken.units().getFirst().id();
    assertThat(returns.photographed(piece)).isTrue();
    assertThat(returns.photos(taken.id()))
        .hasSize(2)
        .allSatisfy(
            kept -> {
              assertThat(kept.of(piece)).isTrue();
              assertThat(kept.shows()).isEqualTo("Worn collar");
            });
    assertThat(history.of(taken.id()))
        .extracting(CaseHistory.Event::kind)
        .containsSubsequence("photographed", "photographed", "inspected");
  }

  @Test
  void tellsAnotherPhotoUnderTheSameIdFromARepetition() throws Exception {
    Order order = bought(2);
    UUID id = UUID.randomUUID();
    String first = photographed(id, order, photo(Photos.picture("png", 30, 30)));
    send(first).andExpect(jsonPath("$.results[0].status").value("TAKEN"));

    send(first, photographed(id, order, photo(Photos.picture("png", 40, 40))))
        .andExpect(jsonPath("$.results[0].status").value("REPEATED"))
        .andExpect(jsonPath("$.results[1].status").value("REFUSED"));

    assertThat(returns.photos(returns.ofOrder(order.id()).getFirst().id())).hasSize(1);
  }

  @Test
  void takesNothingOfAHandInWhosePhotosCannotBeKept() throws Exception {
    Order order = bought(1);
    String small = photo(Photos.picture("png", 30, 30));

    send(
            photographed(UUID.randomUUID(), order, photo(new byte[] {1, 2, 3})),
            photographed(UUID.randomUUID(), order, small.replace("Worn collar", " ")),
            photographed(UUID.randomUUID(), order, "{\"shows\": \"Worn collar\"}"),
            photographed(UUID.randomUUID(), order, "{\"content\": \"%\", \"shows\": \"Worn\"}"),
            photographed(
                UUID.randomUUID(), order, String.join(",", Collections.nCopies(21, small))))
        .andExpect(jsonPath("$.results[0].code").value("not-a-photo"))
        .andExpect(jsonPath("$.results[0].field").value("pieces.photos.content"))
        .andExpect(jsonPath("$.results[1].code").value("photo-shows-nothing"))
        .andExpect(jsonPath("$.results[2].code").value("field-missing"))
        .andExpect(jsonPath("$.results[3].code").value("unreadable"))
        .andExpect(jsonPath("$.results[4].code").value("too-many-photos"))
        .andExpect(jsonPath("$.results[4].status").value("REFUSED"));

    assertThat(returns.ofOrder(order.id())).isEmpty();
  }

  @Test
  void refusesMorePiecesThanWereBought() throws Exception {
    Order order = bought(1);
    send(entry(UUID.randomUUID(), order)).andExpect(jsonPath("$.results[0].status").value("TAKEN"));

    send(entry(UUID.randomUUID(), order))
        .andExpect(jsonPath("$.results[0].status").value("REFUSED"))
        .andExpect(jsonPath("$.results[0].code").value("piece-not-returnable"));
  }

  @Test
  void twoCopiesOfAQueueAtTheSameTimeTakeEachEntryOnce() throws Exception {
    Order order = bought(4);
    UUID id = UUID.randomUUID();
    String entry = entry(id, order);
    List<Callable<String>> senders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      senders.add(() -> send(entry).andReturn().getResponse().getContentAsString());
    }

    List<String> answers = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(6)) {
      for (Future<String> answer : pool.invokeAll(senders)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).filteredOn(answer -> answer.contains("\"TAKEN\"")).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.contains("\"REPEATED\"")).hasSize(5);
    assertThat(returns.ofOrder(order.id())).hasSize(1);
  }

  @Test
  void asksForTheRoleStoreAndAKnownStore() throws Exception {
    http.perform(
            post(QUEUE)
                .with(as("ada", "agent"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"handIns\": [{}]}"))
        .andExpect(status().isForbidden());
    http.perform(
            post("/api/v1/stores/nowhere/hand-ins")
                .with(as("till-7", "store"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"handIns\": [{}]}"))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("store-unknown"));
    http.perform(get("/store").with(staff("ada", "agent"))).andExpect(status().isForbidden());
    http.perform(get("/api/v1/stores").with(as("till-7", "store")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$[?(@.id == 'lumen-tilburg')].country").value("NL"));
  }

  @Test
  void theCounterFindsAnOrderAndTakesAPieceIn() throws Exception {
    Order order = bought(2);
    http.perform(get("/store").with(staff("stella", "store")))
        .andExpect(content().string(containsString("Lumen Tilburg")))
        // no way into what a store may not see
        .andExpect(content().string(not(containsString("href=\"/desk"))));
    http.perform(get("/store/lumen-tilburg").with(staff("stella", "store")))
        .andExpect(content().string(containsString("QR code, return or order number")));
    http.perform(
            post("/store/lumen-tilburg/find")
                .with(staff("stella", "store"))
                .with(csrf())
                .param("code", order.orderNumber())
                .param("emailOrPostcode", "wrong"))
        .andExpect(redirectedUrl("/store/lumen-tilburg"))
        .andExpect(flash().attributeExists("failed"));
    String pieces = "/store/lumen-tilburg/pieces/" + order.id();
    http.perform(
            post("/store/lumen-tilburg/find")
                .with(staff("stella", "store"))
                .with(csrf())
                .param("code", order.orderNumber())
                .param("emailOrPostcode", "5026 AA"))
        .andExpect(redirectedUrl(pieces));
    http.perform(get(pieces).with(staff("stella", "store")))
        .andExpect(content().string(containsString("Nothing is announced")));

    String done =
        http.perform(
                post(pieces)
                    .with(staff("stella", "store"))
                    .with(csrf())
                    .param("handInId", UUID.randomUUID().toString())
                    .param("sku", "TEE-M", "TEE-M")
                    .param("grade", "B", "")
                    .param("reason", "SIZE_TOO_SMALL", "NO_REASON_GIVEN")
                    .param("resolution", "REFUND"))
            .andReturn()
            .getResponse()
            .getRedirectedUrl();

    ReturnCase taken = returns.ofOrder(order.id()).getFirst();
    assertThat(done).isEqualTo("/store/lumen-tilburg/returns/" + taken.rmaNumber());
    assertThat(taken.units()).singleElement().matches(unit -> unit.grade() == Grade.B);
    assertThat(counter.storeOf(taken.id()).orElseThrow().id()).isEqualTo("lumen-tilburg");
    http.perform(get(done).with(staff("stella", "store")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Taken in")));
    http.perform(
            post("/store/lumen-tilburg/find")
                .with(staff("stella", "store"))
                .with(csrf())
                .param("code", taken.rmaNumber()))
        .andExpect(redirectedUrl("/store/lumen-tilburg"))
        .andExpect(flash().attribute("failed", containsString("taken in already")));
  }
}
