package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@EndToEnd
@Order(3)
class WholeJourneyIT {

  @Test
  void runsFromPortalToRefundAndEveryoneSeesItsOwnPart(Stack stack, Browsers browsers) {
    Shop.Bought order = Shop.sells(stack);
    Page phone = browsers.phone();
    Portal portal = new Portal(stack, phone);
    String rmaNumber = portal.register(order, Shop.LAMP);
    portal.awaitLabel();

    Page desk = browsers.desk();
    CaseFile caseFile = new CaseFile(stack, desk);
    Login.at(stack, desk, stack.desk("/simulators"), "operations");
    Screenshots.take(desk, "desk-simulators");
    caseFile.carrierScans(portal.trackingNumber());
    portal.awaitHeadline("Your parcel is on its way");
    Screenshots.take(phone, "portal-status-dropped-off");
    caseFile.open(rmaNumber);
    Screenshots.take(desk, "desk-case-running");

    Page scanner = browsers.desk();
    ScanScreen warehouse = new ScanScreen(stack, scanner);
    Login.at(stack, scanner, stack.warehouse(), "warehouse");
    Screenshots.take(scanner, "warehouse-scan");
    warehouse.receive(rmaNumber);
    Screenshots.take(scanner, "warehouse-inspect");
    warehouse.grade("A · as new");
    assertThat(scanner.getByRole(AriaRole.STATUS)).hasText("All pieces are graded.");
    Screenshots.take(scanner, "warehouse-graded");

    portal.awaitHeadline("Done: your return is settled");
    Screenshots.take(phone, "portal-status-settled");
    Wait.until(
        () ->
            assertThat(Mailbox.subjects(stack, order.email()))
                .containsExactly(
                    "Your return label " + rmaNumber,
                    "We see your parcel: return " + rmaNumber,
                    "Refunded: return " + rmaNumber));
    assertThat(Mailbox.of(stack, order.email()).getFirst().attachments())
        .singleElement()
        .asString()
        .endsWith(".pdf");

    caseFile.open(rmaNumber);
    for (String table : List.of("eligibility", "routing", "disposition", "resolution")) {
      assertThat(decision(caseFile, table)).hasCount(1);
    }
    assertThat(desk.locator("main")).not().containsText("replay differs");
    assertThat(decision(caseFile, "legal-basis")).containsText("legal basis: right of withdrawal");
    // the lamp, less the fee of the way back
    assertThat(caseFile.money().locator("tfoot td").first()).hasText("EUR 76.05");
    assertThat(caseFile.timeline()).containsText("Registered by the shopper");
    Wait.reloading(
        desk,
        () -> assertThat(desk.locator(".lead .tag").first().textContent()).isEqualTo("settled"));
    Screenshots.take(desk, "desk-case-settled");
    desk.navigate(stack.desk("?q=" + rmaNumber));
    assertThat(desk.locator("table.list tbody tr")).hasCount(1);
    Screenshots.take(desk, "desk-list");

    caseFile.open(rmaNumber);
    desk.locator("#operate").click();
    Wait.reloading(
        desk,
        () -> {
          assertThat(Operate.state(desk)).isEqualTo("COMPLETED");
          assertThat(desk.url()).startsWith(stack.operate() + "/processes/");
        });
    assertThat(Operate.header(desk)).containsText("Return journey");
    assertThat(desk.getByText("Return closed").first()).isVisible();
    Screenshots.takeAtDesk(desk, "operate-instance");
  }

  private static Locator decision(CaseFile caseFile, String table) {
    return caseFile.decisions().filter(new Locator.FilterOptions().setHasText(table + " v"));
  }
}
