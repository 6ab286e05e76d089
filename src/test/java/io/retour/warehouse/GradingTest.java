package io.retour.warehouse;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import io.retour.warehouse.DestructionGrounds.Derogation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Two inspectors with one parcel between them. */
@WebTest
class GradingTest {

  private static final int PIECES = 12;

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Parcels parcels;
  @Autowired Warehouse warehouse;
  @Autowired JdbcClient jdbc;

  private ReturnCase received() {
    Order order = order().line("TEE-M", PIECES, 2495).build();
    orders.add(order);
    ReturnCase registered =
        returns.register(
            Confirmed.piecesOf(order, PIECES, ReturnReason.CHANGED_MIND, "PARCEL_DROP_OFF"));
    parcels.receiveFor(registered.id(), "walter");
    return registered;
  }

  @Test
  void oneOfTwoWhoGradeTheSamePieceAtOnceWinsAndTheOtherHearsIt() throws Exception {
    ReturnCase received = received();
    CyclicBarrier together = new CyclicBarrier(2);

    try (ExecutorService inspectors = Executors.newFixedThreadPool(2)) {
      for (ReturnUnit unit : received.units()) {
        List<Future<String>> answers = new ArrayList<>();
        for (Grade grade : List.of(Grade.A, Grade.D)) {
          answers.add(inspectors.submit(grading(unit.id(), grade, together)));
        }
        assertThat(List.of(answers.getFirst().get(), answers.getLast().get()))
            .containsExactlyInAnyOrder("graded", "already-graded");
      }
    }

    assertThat(
            jdbc.sql("select count(*) from case_event where return_id = ? and kind = 'inspected'")
                .param(received.id())
                .query(Integer.class)
                .single())
        .isEqualTo(PIECES);
  }

  /** Told again, a grade says all that it said: it may be what the journey hears first. */
  @Test
  void tellsTheGroundsAgainWithTheGrade() {
    ReturnCase received = received();
    UUID unitId = received.units().getFirst().id();
    warehouse.inspect(
        unitId,
        new Inspection(
            Grade.D,
            List.of("TORN"),
            Map.of(),
            new DestructionGrounds(Derogation.DONATION_REFUSED, "answer of the charity")),
        "walter");

    warehouse.repeatGrades(received.id());

    assertThat(
            jdbc.sql(
                    "select variables from process_message"
                        + " where name = 'unit-inspected' and correlation_key = ?")
                .param(unitId.toString())
                .query(String.class)
                .list())
        .hasSize(2)
        .allSatisfy(
            told ->
                assertThat(told).contains("DONATION_REFUSED", "TORN", "\"evidenceGiven\":true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"checks\": {\"WORN\": null}", "\"findings\": [null]"})
  void refusesAnAnswerThatSaysNothing(String told) throws Exception {
    UUID unitId = received().units().getFirst().id();

    http.perform(
            post("/api/v1/warehouse/units/" + unitId + "/inspection")
                .with(as("walter", "warehouse"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"grade\": \"A\", " + told + "}"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").exists());
  }

  private Callable<String> grading(UUID unitId, Grade grade, CyclicBarrier together) {
    return () -> {
      together.await();
      try {
        warehouse.inspect(unitId, grade, List.of(), grade.name());
        return "graded";
      } catch (Problem problem) {
        return problem.code();
      }
    };
  }
}
