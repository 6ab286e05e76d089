package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The two walks of the README, step by step, with the demo's own orders and its amounts. */
@EndToEnd
@Order(5)
class ReadmeIT {

  @Test
  void leadsFromNothingToARefundedReturn(Stack stack, Browsers browsers) {
    Page phone = browsers.phone();
    Portal portal = new Portal(stack, phone).find(Shop.DEMO);
    portal.choose(Shop.SHIRT, 2).choose(Shop.LAMP, 1).press("Continue");
    assertThat(phone.locator("main")).containsText("€2.95");
    assertThat(moneyBack(phone)).hasText("€130.90");
    // the amounts follow the way back that is marked
    phone.locator("input[name=method][value=STORE]").check();
    assertThat(moneyBack(phone)).hasText("€133.85");
    phone.locator("input[name=method][value=PARCEL_DROP_OFF]").check();
    portal.press("Confirm return");
    String rmaNumber = portal.rmaNumber();
    portal.awaitLabel();

    Page desk = browsers.desk();
    CaseFile caseFile = new CaseFile(stack, desk);
    Login.at(stack, desk, stack.desk("/simulators"), "demo");
    caseFile.carrierScans(portal.trackingNumber());

    ScanScreen warehouse = new ScanScreen(stack, desk).receive(portal.trackingNumber());
    for (int piece = 0; piece < 3; piece++) {
      warehouse.grade("A · as new");
    }

    portal.awaitHeadline("Done: your return is settled");
    assertThat(phone.locator("table.sums tfoot")).containsText("€130.90");
    caseFile.open(rmaNumber);
    assertThat(caseFile.money().locator("tfoot td").first()).hasText("EUR 130.90");
  }

  @Test
  void leadsToAPersonWhoDeductsWhatWornBootsLost(Stack stack, Browsers browsers) {
    Page phone = browsers.phone();
    Portal portal = new Portal(stack, phone).find("kestrel", "K-2001", "sam@example.org");
    portal.choose("Trail boot, 41", 1).press("Continue").press("Confirm return");
    String rmaNumber = portal.rmaNumber();
    portal.awaitLabel();

    Page scanner = browsers.desk();
    Login.at(stack, scanner, stack.warehouse(), "warehouse");
    new ScanScreen(stack, scanner)
        .receive(portal.trackingNumber())
        .photograph("Worn soles")
        .grade("C · worn");

    Page agent = browsers.desk();
    Login.at(stack, agent, stack.tasklist(), "agent");
    new Tasklist(stack, agent)
        .open("Review inspection", rmaNumber)
        .claim()
        .fill("Deduction", "20")
        .fill("Why?", "Worn soles")
        .complete();

    portal.awaitHeadline("Done: your return is settled");
    assertThat(phone.locator("table.sums tfoot")).containsText("€146.05");
  }

  private static Locator moneyBack(Page page) {
    return page.locator("label.choice:has(input[value=REFUND]) [data-way]:visible");
  }
}
