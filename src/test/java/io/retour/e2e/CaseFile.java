package io.retour.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The case file of one return, and the simulators that play the outside world. */
final class CaseFile {

  private final Stack stack;
  private final Page page;

  CaseFile(Stack stack, Page page) {
    this.stack = stack;
    this.page = page;
  }

  void open(String rmaNumber) {
    page.navigate(stack.desk("/returns/" + rmaNumber));
  }

  Locator decisions() {
    return page.locator("#decisions tbody tr");
  }

  Locator timeline() {
    return page.locator("#timeline");
  }

  Locator money() {
    return page.locator("#money");
  }

  /** The carrier's van drives by, as far as the simulator goes. */
  void carrierScans(String trackingNumber) {
    page.navigate(stack.desk("/simulators"));
    page.getByLabel("Tracking number").fill(trackingNumber);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send scan")).click();
    page.getByRole(AriaRole.STATUS).waitFor();
  }

  /** The next calls of a simulated system go otherwise than they should. */
  void nextCalls(String simulator, String behaviour, int calls) {
    page.navigate(stack.desk("/simulators"));
    Locator row =
        page.locator(
            "form",
            new Page.LocatorOptions()
                .setHas(page.locator("input[name=simulator][value=" + simulator + "]")));
    row.getByLabel("Next calls").selectOption(behaviour);
    row.getByLabel("How many").fill(Integer.toString(calls));
    row.getByRole(AriaRole.BUTTON).click();
    page.getByRole(AriaRole.STATUS).waitFor();
  }
}
