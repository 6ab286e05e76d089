package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a shopper does in the portal. */
final class Portal {

  private static final Pattern STATUS_PAGE = Pattern.compile("/r/(R-[^?]+)\\?t=");

  private final Stack stack;
  private final Page page;

  Portal(Stack stack, Page page) {
    this.stack = stack;
    this.page = page;
  }

  Page page() {
    return page;
  }

  Portal find(Shop.Bought order) {
    return find(order.brand(), order.number(), order.postcode());
  }

  Portal find(String brand, String orderNumber, String emailOrPostcode) {
    page.navigate(stack.portal("/p/" + brand));
    page.getByLabel("Order number").fill(orderNumber);
    page.getByLabel("E-mail or postcode").fill(emailOrPostcode);
    press("Find order");
    return this;
  }

  Portal choose(String item, int quantity, String reason) {
    choose(item, quantity);
    line(item).getByLabel("Reason").selectOption(reason);
    return this;
  }

  /** Leaves the reason as it is. */
  Portal choose(String item, int quantity) {
    line(item).getByLabel("Quantity").selectOption(Integer.toString(quantity));
    return this;
  }

  private Locator line(String item) {
    return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(item));
  }

  Portal press(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    return this;
  }

  /** Registers one piece for money back, by parcel. */
  String register(Shop.Bought order, String item) {
    find(order).choose(item, 1, "Changed my mind").press("Continue").press("Confirm return");
    return rmaNumber();
  }

  /** The number of the return whose status page is open. */
  String rmaNumber() {
    page.waitForURL(STATUS_PAGE);
    Matcher number = STATUS_PAGE.matcher(page.url());
    if (!number.find()) {
      throw new IllegalStateException("Not a status page: " + page.url());
    }
    return number.group(1);
  }

  Locator headline() {
    return page.locator("#headline");
  }

  void awaitHeadline(String text) {
    Wait.reloading(
        page,
        () -> org.assertj.core.api.Assertions.assertThat(headline().textContent()).isEqualTo(text));
  }

  void awaitLabel() {
    awaitHeadline("Your label is ready");
    assertThat(page.locator("#label")).isVisible();
  }

  /** As the status page tells it, once there is a label. */
  String trackingNumber() {
    Matcher number = Pattern.compile("3SRTR\\d+").matcher(page.locator("main").innerText());
    if (!number.find()) {
      throw new IllegalStateException("No tracking number on " + page.url());
    }
    return number.group();
  }
}
