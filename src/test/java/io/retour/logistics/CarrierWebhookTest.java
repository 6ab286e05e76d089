package io.retour.logistics;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Signed.webhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.Signed;
import io.retour.testing.WebTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.transaction.support.TransactionTemplate;

/** What carriers send: late, twice, out of order, unknown, and not always carriers. */
@WebTest
class CarrierWebhookTest {

  private static final String PATH = "/webhooks/carriers/simulated";

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Parcels parcels;
  @Autowired CaseHistory history;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transactions;

  private ReturnCase underway;
  private String trackingNumber;

  @BeforeEach
  void aParcelWithALabel() throws Exception {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    underway = returns.register(Confirmed.onePieceOf(order));
    trackingNumber = parcels.createLabel(underway.id()).trackingNumber();
  }

  private String scan(String status, String at) {
    return """
        {"trackingNumber": "%s", "code": "C-%s", "status": "%s", "occurredAt": "%s"}"""
        .formatted(trackingNumber, status, status, at);
  }

  private ResultActions told(String body) throws Exception {
    return http.perform(webhook(PATH, Signed.CARRIER_SECRET, body));
  }

  private Reception reception() {
    ReturnUnit unit = returns.get(underway.id()).units().getFirst();
    return unit.reception();
  }

  private long messages(String name) {
    return jdbc.sql("select count(*) from process_message where correlation_key = ? and name = ?")
        .params(underway.id().toString(), name)
        .query(Long.class)
        .single();
  }

  @Test
  void followsAParcelOnItsWay() throws Exception {
    told(scan("DROPPED_OFF", "2025-03-03T10:00:00Z")).andExpect(status().isNoContent());
    assertThat(reception()).isEqualTo(Reception.DROPPED_OFF);

    told(scan("DELIVERED", "2025-03-04T10:00:00Z")).andExpect(status().isNoContent());
    assertThat(reception()).isEqualTo(Reception.DELIVERED);
    assertThat(messages("parcel-dropped-off")).isEqualTo(1);
  }

  @Test
  void refusesAWrongMissingOrForeignSignature() throws Exception {
    String body = scan("DROPPED_OFF", "2025-03-03T10:00:00Z");
    for (ResultActions answer :
        List.of(
            http.perform(webhook(PATH, "another-secret-0123456789", body)),
            http.perform(webhook(PATH, Signed.PAYMENT_SECRET, body)),
            http.perform(webhook(PATH, Signed.CARRIER_SECRET, body).content(body + " ")),
            http.perform(post(PATH).contentType(MediaType.APPLICATION_JSON).content(body)),
            http.perform(
                post(PATH)
                    .header("X-Retour-Signature", "")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)))) {
      answer
          .andExpect(status().isForbidden())
          .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
          .andExpect(jsonPath("$.code").value("signature-invalid"));
    }
    assertThat(parcels.news(trackingNumber)).isEmpty();
    assertThat(reception()).isEqualTo(Reception.LABEL_CREATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-03-03T10:00:00Z", "2025-03-03T10:00:00.123456789Z"})
  void keepsTheSameScanOnce(String at) throws Exception {
    for (int i = 0; i < 3; i++) {
      told(scan("DROPPED_OFF", at)).andExpect(status().isNoContent());
    }

    assertThat(parcels.news(trackingNumber)).hasSize(1);
    assertThat(messages("parcel-dropped-off")).isEqualTo(1);
    assertThat(history.of(underway.id()))
        .filteredOn(event -> event.kind().equals("dropped-off"))
        .hasSize(1);
  }

  @Test
  void keepsTheSameScanOnceWhenItIsToldManyTimesAtOnce() throws Exception {
    String body = scan("DROPPED_OFF", "2025-03-03T10:00:00Z");
    Callable<Integer> tell = () -> told(body).andReturn().getResponse().getStatus();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> tell).toList());

      assertThat(answers).extracting(Future::resultNow).containsOnly(204);
    }
    assertThat(parcels.news(trackingNumber)).hasSize(1);
    assertThat(messages("parcel-dropped-off")).isEqualTo(1);
  }

  @Test
  void neverMovesAParcelBack() throws Exception {
    told(scan("DELIVERED", "2025-03-05T10:00:00Z"));
    told(scan("IN_TRANSIT", "2025-03-04T10:00:00Z")).andExpect(status().isNoContent());
    told(scan("DROPPED_OFF", "2025-03-03T10:00:00Z")).andExpect(status().isNoContent());

    assertThat(reception()).isEqualTo(Reception.DELIVERED);
    assertThat(parcels.ofReturn(underway.id()).getFirst().status()).isEqualTo("DELIVERED");
    assertThat(parcels.news(trackingNumber))
        .extracting(TrackingNews::status)
        .containsExactly(Status.DROPPED_OFF, Status.IN_TRANSIT, Status.DELIVERED);
    assertThat(messages("parcel-dropped-off")).isEqualTo(1);
  }

  @Test
  void aScanAfterTheWarehouseReceivedItChangesNothing() throws Exception {
    parcels.receive(trackingNumber, "walter");

    told(scan("IN_TRANSIT", "2025-03-04T10:00:00Z")).andExpect(status().isNoContent());

    assertThat(parcels.ofReturn(underway.id()).getFirst().status()).isEqualTo("RECEIVED");
    assertThat(reception()).isEqualTo(Reception.DELIVERED);
  }

  @Test
  void keepsTheScanOfAParcelItDoesNotKnow() throws Exception {
    String unknown = "UNKNOWN-" + UUID.randomUUID();

    told(scan("DELIVERED", "2025-03-04T10:00:00Z").replace(trackingNumber, unknown))
        .andExpect(status().isNoContent());

    assertThat(parcels.news(unknown)).hasSize(1);
    assertThat(reception()).isEqualTo(Reception.LABEL_CREATED);
  }

  /** ho-nl/BolCom_RetailerApi#8: a new word in their list broke the whole exchange. */
  @ParameterizedTest
  @ValueSource(strings = {"ABDUCTED", "", "in_customs"})
  void keepsAStatusItDoesNotKnow(String word) throws Exception {
    told(scan(word, "2025-03-04T10:00:00Z")).andExpect(status().isNoContent());

    assertThat(parcels.news(trackingNumber))
        .singleElement()
        .satisfies(
            news -> {
              assertThat(news.status()).isEqualTo(Status.UNKNOWN);
              assertThat(news.code()).isEqualTo("C-" + word);
            });
    assertThat(reception()).isEqualTo(Reception.LABEL_CREATED);
  }

  @Test
  void knowsAStatusInAnyCase() throws Exception {
    told(scan("dropped_off", "2025-03-04T10:00:00Z"));

    assertThat(reception()).isEqualTo(Reception.DROPPED_OFF);
  }

  @Test
  void notesAnExceptionWithoutMovingTheParcel() throws Exception {
    told(scan("EXCEPTION", "2025-03-04T10:00:00Z")).andExpect(status().isNoContent());

    assertThat(reception()).isEqualTo(Reception.LABEL_CREATED);
    assertThat(history.of(underway.id()))
        .filteredOn(event -> event.kind().equals("tracking-exception"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).isEqualTo("C-EXCEPTION"));
  }

  @Test
  void aScanOfAVoidLabelStartsNothing() throws Exception {
    parcels.voidLabels(underway.id());

    told(scan("DROPPED_OFF", "2025-03-04T10:00:00Z")).andExpect(status().isNoContent());

    assertThat(messages("parcel-dropped-off")).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "null | 422 | trackingNumber",
        "{\"occurredAt\": \"2025-03-04T10:00:00Z\"} | 422 | trackingNumber",
        "{\"trackingNumber\": \" \", \"occurredAt\": \"2025-03-04T10:00:00Z\"} | 422"
            + " | trackingNumber",
        "{\"trackingNumber\": \"3S1\"} | 422 | occurredAt",
        "{\"trackingNumber\": \"3S1\", \"occurredAt\": \"+99999-01-01T00:00:00Z\"} | 422"
            + " | occurredAt",
        "{\"trackingNumber\": \"3S1\", \"occurredAt\": \"soon\"} | 400 | occurredAt",
        "{\"trackingNumber\": {}} | 400 | trackingNumber",
      })
  void namesWhatIsWrongWithAScan(String body, int status, String field) throws Exception {
    told(body)
        .andExpect(status().is(status))
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.errors[0].field").value(field));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "scan"})
  void answersWhatIsNoScanAtAll(String body) throws Exception {
    told(body)
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("unreadable"));
  }

  @Test
  void knowsNoCarrierWithAnEndlessName() throws Exception {
    http.perform(
            webhook(
                "/webhooks/carriers/" + "x".repeat(31),
                Signed.CARRIER_SECRET,
                scan("DELIVERED", "2025-03-04T10:00:00Z")))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("carrier-unknown"));
  }

  /** Two transactions on one return's parcel: who read what was changed meanwhile, loses. */
  @Test
  void tellsAScanThatLostToAnotherToComeAgain() throws Exception {
    String scan = scan("DROPPED_OFF", "2025-03-03T10:00:00Z");
    Reception before = reception();
    Future<ResultActions> lost;
    try (ExecutorService carrier = Executors.newSingleThreadExecutor()) {
      lost =
          transactions.execute(
              another -> {
                jdbc.sql("update parcel set version = version + 1 where tracking_number = ?")
                    .param(trackingNumber)
                    .update();
                Future<ResultActions> sent = carrier.submit(() -> told(scan));
                await("the scan waits for the row that it has read").until(this::someoneWaits);
                return sent;
              });
    }

    lost.get()
        .andExpect(status().isConflict())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.code").value("changed-meanwhile"));
    assertThat(reception()).as("nothing was done by halves").isEqualTo(before);

    told(scan).andExpect(status().isNoContent());
    assertThat(reception()).isEqualTo(Reception.DROPPED_OFF);
    assertThat(messages("parcel-dropped-off")).isEqualTo(1);
  }

  private boolean someoneWaits() {
    return jdbc.sql(
                "select count(*) from information_schema.processlist"
                    + " where info like 'update parcel set%'")
            .query(Long.class)
            .single()
        > 0;
  }
}
