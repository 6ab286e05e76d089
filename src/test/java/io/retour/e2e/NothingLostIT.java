package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@EndToEnd
@Order(6)
class NothingLostIT {

  private static final String REGISTERED = "Your return is registered";

  @AfterEach
  void everythingRunsAgain(Stack stack) {
    stack.up();
  }

  @Test
  void aReturnConfirmedWhileCamundaIsAwayIsKeptAndRunsLater(Stack stack, Browsers browsers) {
    Shop.Bought order = Shop.sells(stack);
    Page phone = browsers.phone();
    Portal portal = new Portal(stack, phone);
    portal.find(order).choose(Shop.SHIRT, 1, "Too large").press("Continue");

    stack.kill("zeebe");
    portal.press("Confirm return");

    String rmaNumber = portal.rmaNumber();
    assertThat(portal.headline()).hasText(REGISTERED);
    // kept, not only shown
    phone.reload();
    assertThat(portal.headline()).hasText(REGISTERED);
    assertThat(new Books(stack).labels(rmaNumber)).isZero();

    stack.up();
    portal.awaitLabel();
    assertThat(new Books(stack).labels(rmaNumber)).isOne();
  }

  @Test
  void anApplicationKilledAtTheLabelAndAtThePaymentMakesOneOfEach(Stack stack, Browsers browsers) {
    Page desk = browsers.desk();
    CaseFile caseFile = new CaseFile(stack, desk);
    Login.at(stack, desk, stack.desk("/simulators"), "operations");
    // made, but Retour does not hear of it for some ten seconds
    caseFile.nextCalls("CARRIER", "LOSE_ANSWER", 2);
    Shop.Bought order = Shop.sells(stack);
    Portal portal = new Portal(stack, browsers.phone());
    String rmaNumber = portal.register(order, Shop.LAMP);
    Books books = new Books(stack);
    awaitOne("label", () -> books.labels(rmaNumber));
    stack.kill("retour");
    stack.up();
    portal.awaitLabel();
    assertThat(books.labels(rmaNumber)).as("labels in the carrier's book").isOne();

    Page scanner = browsers.desk();
    Login.at(stack, scanner, stack.warehouse(), "warehouse");
    ScanScreen warehouse = new ScanScreen(stack, scanner).receive(rmaNumber);
    // paid, but Retour does not hear of it for some ten seconds
    caseFile.nextCalls("PAYMENT", "LOSE_ANSWER", 2);
    Screenshots.take(desk, "desk-simulators-misbehaving");
    warehouse.grade("A · as new");
    awaitOne("payment", () -> books.payments(order));
    stack.kill("retour");
    assertThat(books.settled(order)).as("refunds settled before the kill").isZero();

    stack.up();
    portal.awaitHeadline("Done: your return is settled");
    assertThat(books.labels(rmaNumber)).as("labels in the carrier's book").isOne();
    assertThat(books.payments(order)).as("payments in the provider's book").isOne();
    assertThat(books.settled(order)).as("refunds settled").isOne();
    Wait.until(
        () ->
            assertThat(Mailbox.subjects(stack, order.email()))
                .containsExactly(
                    "Your return label " + rmaNumber, "Refunded: return " + rmaNumber));
  }

  private static void awaitOne(String what, Callable<Long> count) {
    Awaitility.await(what)
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> count.call() == 1);
  }
}
