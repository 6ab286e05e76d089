package io.retour.journey;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.DecisionLog;
import io.retour.policy.MethodOffer;
import io.retour.refunds.Refunds;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProcessTest
class KeepItemTest {

  @Autowired Scene scene;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Orders orders;
  @Autowired DecisionLog decisions;
  @Autowired CamundaProcessTestContext process;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  private static ReturnDraft draft(Order order) {
    return new ReturnDraft(
        order,
        List.of(
            new ReturnDraft.Line(
                order.lines().getFirst().id(), 1, ReturnReason.NO_REASON_GIVEN, "")),
        "KEEP_ITEM",
        "REFUND");
  }

  private ReturnCase keeps(Order order) {
    orders.add(order);
    return returns.register(
        Registration.byShopper(UUID.randomUUID(), draft(order), List.of(), "en"));
  }

  @Test
  void paysBackAtOnceWithoutAParcel() {
    ReturnCase registered = keeps(order().line("SOCK-M", 1, 995).build());

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.now(registered).units())
        .allMatch(unit -> "KEPT_BY_CUSTOMER".equals(unit.disposition()));
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(995, "EUR"));
    assertThat(scene.count("select count(*) from parcel where return_id = ?", registered.id()))
        .isZero();
    assertThat(scene.mails(registered)).containsExactly("item-kept", "refund-settled");
    assertThat(decisions.of(registered.id()))
        .extracting(DecisionLog.Entry::decisionId)
        .contains("keep-item");
  }

  /** CRD Art. 14(1): it is an offer; who wants to send back does. */
  @Test
  void standsBesideTheOtherWaysBackAndNeverInPlaceOfOne() {
    assertThat(returns.offer(draft(order().line("SOCK-M", 1, 995).build())).methods())
        .extracting(MethodOffer::method)
        .contains("PARCEL_DROP_OFF", "KEEP_ITEM");
    assertThat(returns.offer(draft(order().line("COAT-M", 1, 9950).build())).methods())
        .extracting(MethodOffer::method)
        .contains("PARCEL_DROP_OFF")
        .doesNotContain("KEEP_ITEM");
  }

  @Test
  void isOfferedTwiceWithinAYear() {
    String email = "keeper-" + UUID.randomUUID() + "@example.org";
    for (int i = 0; i < 2; i++) {
      keeps(order().email(email).line("SOCK-" + i, 1, 995).build());
    }
    Order third = order().email(email).line("SOCK-3", 1, 995).build();

    assertThatThrownBy(() -> keeps(third))
        .isInstanceOfSatisfying(
            Problem.class, no -> assertThat(no.code()).isEqualTo("method-not-offered"));
  }

  /** A shopper who returned nearly everything, and now wants to keep something. */
  private ReturnCase keepsAfter(int returned) {
    String email = "keeper-" + UUID.randomUUID() + "@example.org";
    for (int i = 0; i < returned; i++) {
      scene.registers(
          order().email(email).deliveredDaysAgo(10).line("COAT-" + i, 1, 30000).build());
    }
    return keeps(order().email(email).line("SOCK-M", 1, 995).build());
  }

  @Test
  void keepsTheItemAtAMediumRisk() {
    ReturnCase registered = keepsAfter(6);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.now(registered).riskLevel()).isEqualTo("MEDIUM");
    assertThat(scene.now(registered).units())
        .allMatch(unit -> "KEPT_BY_CUSTOMER".equals(unit.disposition()));
  }

  /** Nothing is shown that the journey would not give. */
  @Test
  void isNotOfferedAtAHighRisk() {
    assertThatThrownBy(() -> keepsAfter(10))
        .isInstanceOfSatisfying(
            Problem.class, no -> assertThat(no.code()).isEqualTo("method-not-offered"));
  }

  /** What came to be known since brings the parcel instead. */
  @Test
  void bringsAParcelWhenTheRiskRoseSinceTheOffer() {
    String email = "keeper-" + UUID.randomUUID() + "@example.org";
    ReturnCase registered =
        scene.tillsTellLater(
            email, () -> keeps(order().email(email).line("SOCK-M", 1, 995).build()));

    scene.awaitLabel(registered);
    assertThat(scene.now(registered).riskLevel()).isEqualTo("HIGH");

    scene.comesBackAsNew(registered);
    scene.awaitOutcome(registered, Outcome.SETTLED);
  }
}
