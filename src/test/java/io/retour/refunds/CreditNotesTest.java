package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

/** Numbers without gaps, amounts by tax rate, and nothing that changes. */
@WebTest
class CreditNotesTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired CreditNotes notes;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;

  private ReturnCase registered(Order order) {
    orders.add(order);
    return returns.register(Confirmed.onePieceOf(order));
  }

  private ReturnCase registered() {
    return registered(order().line("TEE-M", 1, 2495).build());
  }

  private CreditNote granted(ReturnCase of) {
    refunds.grant(of.id(), "REFUND", 0);
    return notes.ofReturn(of.id()).orElseThrow();
  }

  @Test
  void numbersWithoutGapsAlsoWhenManyAreGrantedAtOnce() throws Exception {
    List<ReturnCase> all = IntStream.range(0, 20).mapToObj(i -> registered()).toList();
    CreditNote before = granted(registered());
    List<Future<CreditNote>> granted = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      all.forEach(each -> granted.add(threads.submit(() -> granted(each))));
    }
    List<Integer> numbers = new ArrayList<>();
    for (Future<CreditNote> each : granted) {
      numbers.add(each.get().no());
    }

    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(before.no() + 1, before.no() + 20).boxed().toList());
  }

  @Test
  void aGrantThatIsRolledBackLeavesNoGap() {
    CreditNote before = granted(registered());
    ReturnCase failing = registered();
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      granted(failing);
                      throw new IllegalStateException("the power goes");
                    }))
        .hasMessage("the power goes");

    assertThat(notes.ofReturn(failing.id())).isEmpty();
    assertThat(granted(failing).no()).isEqualTo(before.no() + 1);
  }

  @Test
  void isIssuedOnceHoweverOftenTheGrantIsAsked() {
    ReturnCase one = registered();

    assertThat(granted(one)).isEqualTo(granted(one));
  }

  @Test
  void tellsTheAccountingSystemWhatIsCorrected() throws Exception {
    Order order =
        order().country("DE").line("BOOK", 1, 2000, 0, 900, Exemption.NONE, false).build();
    ReturnCase one = registered(order);
    CreditNote note = granted(one);
    String address = "/api/v1/returns/%s/credit-note".formatted(one.id());

    http.perform(get(address).with(as("books", "integrator")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.number").value(note.number()))
        .andExpect(jsonPath("$.orderNumber").value(order.orderNumber()))
        .andExpect(jsonPath("$.currency").value("EUR"))
        .andExpect(jsonPath("$.taxLines", hasSize(1)))
        .andExpect(jsonPath("$.taxLines[0].taxRateBasisPoints").value(900))
        .andExpect(jsonPath("$.taxLines[0].netMinor").value(1835))
        .andExpect(jsonPath("$.taxLines[0].taxMinor").value(165))
        .andExpect(jsonPath("$.grossMinor").value(2000))
        .andExpect(jsonPath("$.lines[0].kind").value("ITEM"))
        .andExpect(jsonPath("$.refundedAt").doesNotExist());

    payouts.submit(refunds.grantOf(one.id()).orElseThrow().id());

    http.perform(get(address).with(as("books", "integrator")))
        .andExpect(jsonPath("$.number").value(note.number()))
        .andExpect(jsonPath("$.refundedAt").exists());
  }

  @Test
  void thereIsNoneBeforeTheGrant() throws Exception {
    http.perform(
            get("/api/v1/returns/%s/credit-note".formatted(registered().id()))
                .with(as("books", "integrator")))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("credit-note-unknown"));
    http.perform(
            get("/api/v1/claims/%s/credit-note".formatted(UUID.randomUUID()))
                .with(as("books", "integrator")))
        .andExpect(status().isNotFound());
  }

  @Test
  void theDatabaseRefusesToChangeOne() {
    granted(registered());

    for (String table : List.of("credit_note", "credit_note_line")) {
      assertThatThrownBy(() -> jdbc.sql("delete from " + table).update())
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("never changes");
    }
    assertThatThrownBy(() -> jdbc.sql("update credit_note set no = no + 1000").update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("never changes");
  }
}
