package io.retour.returns;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.shared.Problem;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What an agent may take off or refuse, whatever the form or a program sends. */
@WebTest
class InspectedPieceTest {

  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired CaseHistory history;

  /** One piece of 24.95, photographed and inspected. */
  private ReturnCase inspected(String basis, Grade grade, String findings) {
    return inspected(basis, grade, findings, true);
  }

  private ReturnCase inspected(String basis, Grade grade, String findings, boolean photo) {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    OrderLine line = order.lines().getFirst();
    ReturnCase registered =
        returns.register(
            Registration.byShopper(
                UUID.randomUUID(),
                new ReturnDraft(
                    order,
                    List.of(new ReturnDraft.Line(line.id(), 1, ReturnReason.NO_REASON_GIVEN, "")),
                    "PARCEL_DROP_OFF",
                    "REFUND"),
                List.of(),
                "en"));
    returns.authorise(
        registered.id(), Map.of(line.id(), new Ground(basis, "NONE")), "LOW", null, "");
    ReturnUnit unit = registered.units().getFirst();
    if (photo) {
      returns.addPhoto(Photos.ofInspector(registered.id(), unit), "walter");
    }
    returns.inspected(unit.id(), grade, findings, "walter");
    return returns.get(registered.id());
  }

  /** CRD Art. 14(2); Directive (EU) 2019/771 Art. 14; the shop's policy. */
  @ParameterizedTest(name = "{0}, grade {1}, findings {2}: {3} taken off")
  @CsvSource({
    "STATUTORY_WITHDRAWAL, C, '', 1000",
    "STATUTORY_WITHDRAWAL, D, '', 2495",
    "STATUTORY_WITHDRAWAL, B, STAINED, 500",
    "VOLUNTARY, D, '', 2495",
    "CONFORMITY, D, '', 0",
  })
  void takesOffLostValueThatSomebodySaw(
      String basis, Grade grade, String findings, long deductionMinor) {
    ReturnCase of = inspected(basis, grade, findings);
    UUID unit = of.units().getFirst().id();

    assertThat(returns.reviewed(unit, true, deductionMinor, "looked")).isTrue();
    assertThat(returns.get(of.id()).unit(unit).deduction().minor()).isEqualTo(deductionMinor);
  }

  @ParameterizedTest(name = "{0}, grade {1}, {2} taken off: {3}")
  @CsvSource({
    "STATUTORY_WITHDRAWAL, A, 1, no evidence",
    "STATUTORY_WITHDRAWAL, B, 250, no evidence",
    "CONFORMITY, C, 1, seller at fault",
    "RECALL, D, 1, seller at fault",
    "VOLUNTARY, A, 1, no evidence",
  })
  void r19r21NeverTakesOffAFeeOrWhatNobodySaw(
      String basis, Grade grade, long deductionMinor, String rule) {
    ReturnCase of = inspected(basis, grade, "");
    UUID unit = of.units().getFirst().id();

    assertThatThrownBy(() -> returns.reviewed(unit, true, deductionMinor, "fee"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("deduction-not-allowed");
              assertThat(problem.detail()).contains(rule);
            });
    assertThat(returns.get(of.id()).unit(unit).deduction().isZero()).isTrue();
  }

  /** Who takes something off a withdrawal shows it: a grade alone shows nothing to anybody. */
  @ParameterizedTest(name = "{0}, grade {1}, findings {2}")
  @CsvSource({"C, ''", "D, ''", "B, STAINED"})
  void takesNothingOffAWithdrawalWithoutAPhoto(Grade grade, String findings) {
    ReturnCase of = inspected("STATUTORY_WITHDRAWAL", grade, findings, false);
    UUID unit = of.units().getFirst().id();

    assertThatThrownBy(() -> returns.reviewed(unit, true, 1, "worn"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("deduction-not-allowed");
              assertThat(problem.detail()).contains("no photo");
            });
    assertThat(returns.reviewed(unit, true, 0, "worn")).isTrue();
    assertThat(returns.deductions(of.id())).isEmpty();
  }

  /** The shop's own policy asks for no photo; it says what it takes off all the same. */
  @Test
  void takesOffByPolicyWithoutAPhotoButNeverWithoutAReason() {
    ReturnCase of = inspected("VOLUNTARY", Grade.D, "", false);
    UUID unit = of.units().getFirst().id();

    assertThatThrownBy(() -> returns.reviewed(unit, true, 500, " "))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo("deduction-without-reason"));
    assertThat(returns.reviewed(unit, true, 500, "torn")).isTrue();
    assertThat(returns.deductions(of.id()))
        .singleElement()
        .satisfies(taken -> assertThat(taken.reason()).isEqualTo("torn"));
  }

  @Test
  void keepsThePhotoOnceAndShowsItWithTheReason() {
    ReturnCase of = inspected("STATUTORY_WITHDRAWAL", Grade.C, "");
    ReturnUnit unit = of.units().getFirst();
    returns.addPhoto(Photos.ofInspector(of.id(), unit), "walter");

    returns.reviewed(unit.id(), true, 700, " worn soles ");

    assertThat(returns.deductions(of.id()))
        .singleElement()
        .satisfies(
            taken -> {
              assertThat(taken.reason()).isEqualTo("worn soles");
              assertThat(taken.unit().deduction().minor()).isEqualTo(700);
              assertThat(taken.photos())
                  .extracting(PhotoCaption::shows)
                  .containsExactly("worn soles");
            });
    assertThat(history.of(of.id()))
        .filteredOn(event -> event.kind().equals("photographed"))
        .hasSize(1);
  }

  /** CRD Art. 9 and 14(2): worn goods are worth less money, not no right. */
  @ParameterizedTest
  @CsvSource({"STATUTORY_WITHDRAWAL", "CONFORMITY", "RECALL"})
  void acceptsAPieceUnderARightWhateverTheAgentSays(String basis) {
    ReturnCase of = inspected(basis, Grade.D, "");
    UUID unit = of.units().getFirst().id();

    assertThat(returns.reviewed(unit, false, 0, "we do not want it")).isTrue();
    assertThat(returns.reviewed(unit, false, 0, "we do not want it")).isTrue();

    assertThat(returns.get(of.id()).unit(unit).accepted()).isTrue();
    assertThat(history.of(of.id()))
        .filteredOn(event -> event.kind().equals("refusal-overruled"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).contains("we do not want it"));
  }

  /**
   * opened and without its packaging is at most a matter of evidenced value (CRD Art. 14(2)),
   * never of the right.
   */
  @Test
  void acceptsAPieceWithoutItsPackaging() {
    ReturnCase of = inspected("STATUTORY_WITHDRAWAL", Grade.B, "PACKAGING_MISSING");
    UUID unit = of.units().getFirst().id();

    assertThat(returns.reviewed(unit, false, 0, "no box")).isTrue();
    assertThat(returns.get(of.id()).unit(unit).accepted()).isTrue();
    assertThat(returns.get(of.id()).unit(unit).deduction().isZero()).isTrue();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "STATUTORY_WITHDRAWAL, MISSING",
    "CONFORMITY, WRONG_ITEM",
    "VOLUNTARY, D",
    "VOLUNTARY, A",
  })
  void refusesWhatDidNotComeBackOrComesBackByPolicyOnly(String basis, Grade grade) {
    ReturnCase of = inspected(basis, grade, "");
    UUID unit = of.units().getFirst().id();

    assertThat(returns.reviewed(unit, false, 0, "not ours")).isFalse();
    assertThat(returns.get(of.id()).unit(unit).accepted()).isFalse();
  }

  /** The clock counts from the first piece that was seen. */
  @Test
  void knowsThatTheGoodsWereReceived() {
    assertThat(inspected("STATUTORY_WITHDRAWAL", Grade.A, "").goods())
        .isEqualTo(ReturnCase.Goods.RECEIVED);
  }
}
