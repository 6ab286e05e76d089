package io.retour.journey;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.retour.notifications.Notifications;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Refunds;
import io.retour.refunds.StoreCredits;
import io.retour.returns.GiftReturns;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.shared.Problem;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who received a gift sees no price, who gave it hears nothing. */
@ProcessTest
class GiftReturnTest {

  @Autowired Scene scene;
  @Autowired GiftReturns gifts;
  @Autowired Orders orders;
  @Autowired Refunds refunds;
  @Autowired StoreCredits credits;
  @Autowired Notifications notifications;
  @Autowired JdbcClient jdbc;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  private static Registration wants(Order order, String resolution) {
    return Registration.byShopper(
        UUID.randomUUID(),
        new ReturnDraft(
            order,
            List.of(
                new ReturnDraft.Line(
                    order.lines().getFirst().id(), 1, ReturnReason.UNWANTED_GIFT, "")),
            "PARCEL_DROP_OFF",
            resolution),
        List.of(),
        "en");
  }

  @Test
  void givesCreditToTheRecipientWithoutAPriceAndWithoutAWordToTheGiver() {
    Order given = order().line("SCARF-M", 1, 7777).build();
    orders.add(given);
    ReturnCase registered = gifts.register(wants(given, "STORE_CREDIT"), "lucky@example.org");

    scene.comesBackAsNew(registered);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    await()
        .atMost(Scene.PATIENCE)
        .until(() -> scene.mails(registered).contains("store-credit-issued"));
    String code =
        credits.ofGrant(refunds.grantOf(registered.id()).orElseThrow().id()).orElseThrow().code();
    assertThat(notifications.of(registered.id()))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(mail -> assertThat(mail.subject() + mail.body()).doesNotContain("€", "EUR"))
        .anySatisfy(mail -> assertThat(mail.body()).contains(code));
    assertThat(
            jdbc.sql("select distinct recipient from message where return_id = ?")
                .param(registered.id())
                .query(String.class)
                .list())
        .containsExactly("lucky@example.org");
  }

  @Test
  void isForStoreCreditOnlyAndNeedsAnAddress() {
    Order given = order().line("SCARF-M", 1, 7777).build();
    orders.add(given);

    assertThatThrownBy(() -> gifts.register(wants(given, "REFUND"), "lucky@example.org"))
        .isInstanceOfSatisfying(
            Problem.class, no -> assertThat(no.code()).isEqualTo("gift-credit-only"));
    assertThatThrownBy(() -> gifts.register(wants(given, "STORE_CREDIT"), "lucky"))
        .isInstanceOfSatisfying(
            Problem.class, no -> assertThat(no.code()).isEqualTo("gift-address-missing"));
  }
}
