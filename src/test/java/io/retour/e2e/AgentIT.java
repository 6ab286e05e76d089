package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@EndToEnd
@Order(4)
class AgentIT {

  @Test
  void decidesInTasklistWhenThePieceIsNotInTheParcel(Stack stack, Browsers browsers) {
    Page phone = browsers.phone();
    Portal portal = new Portal(stack, phone);
    portal.find(Shop.sells(stack)).choose(Shop.LAMP, 1, "Arrived damaged").press("Continue");
    phone.getByLabel("Photo of what is wrong").setInputFiles(Photo.ofDamage());
    portal.press("Confirm return");
    String rmaNumber = portal.rmaNumber();
    portal.awaitLabel();

    Page scanner = browsers.desk();
    Login.at(stack, scanner, stack.warehouse(), "warehouse");
    new ScanScreen(stack, scanner).receive(portal.trackingNumber()).grade("Missing");

    Page agent = browsers.desk();
    Login.at(stack, agent, stack.tasklist(), "agent");
    Tasklist tasklist = new Tasklist(stack, agent).open("Review inspection", rmaNumber);
    Screenshots.takeAtDesk(agent, "tasklist-task");

    Page caseFile = tasklist.openCaseFile();
    assertThat(caseFile.locator("h1")).hasText("Return " + rmaNumber);
    assertThat(caseFile.getByAltText("Photo from the shopper")).isVisible();
    assertThat(caseFile.getByRole(AriaRole.LINK, named("Open Tasklist"))).isVisible();
    // which would turn an agent away
    assertThat(caseFile.getByRole(AriaRole.LINK, named("Watch in Operate"))).not().isVisible();
    Screenshots.take(caseFile, "desk-case-in-review");

    // goods that came broken are the seller's affair, and the table leaves nothing to deduct
    assertThat(agent.locator("body")).containsText("Deductible at most: EUR 0 (seller at fault)");
    tasklist.claim().choose("Yes").fill("Why?", "Only the shade was in the parcel");
    Screenshots.takeAtDesk(agent, "tasklist-task-filled");
    tasklist.complete();

    portal.awaitHeadline("Done: your return is settled");
    assertThat(phone.locator("table.sums")).not().containsText("-€");
    caseFile.reload();
    assertThat(caseFile.locator("#units")).not().containsText("less EUR");
    assertThat(caseFile.locator("#timeline")).containsText("Only the shade was in the parcel");
    Screenshots.take(caseFile, "desk-case-reviewed");
  }

  @Test
  void deductsWhatAWornPieceLostInValue(Stack stack, Browsers browsers) {
    Page phone = browsers.phone();
    Portal portal = new Portal(stack, phone);
    portal.find(Shop.sells(stack)).choose(Shop.LAMP, 1, "Changed my mind").press("Continue");
    portal.press("Confirm return");
    String rmaNumber = portal.rmaNumber();
    portal.awaitLabel();

    Page scanner = browsers.desk();
    Login.at(stack, scanner, stack.warehouse(), "warehouse");
    new ScanScreen(stack, scanner)
        .receive(portal.trackingNumber())
        .photograph("A scratch across the foot")
        .grade("worn");

    Page agent = browsers.desk();
    Login.at(stack, agent, stack.tasklist(), "agent");
    new Tasklist(stack, agent)
        .open("Review inspection", rmaNumber)
        .claim()
        .fill("Deduction", "10")
        .fill("Why?", "Scratches on the foot")
        .complete();

    portal.awaitHeadline("Done: your return is settled");
    assertThat(phone.locator("table.sums")).containsText("-€10.00");
    assertThat(phone.locator("#deductions")).containsText("Scratches on the foot");
    assertThat(phone.locator("#deductions img")).isVisible();
    Screenshots.take(phone, "portal-status-deduction");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
