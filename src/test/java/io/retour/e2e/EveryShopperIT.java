package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The portal for whoever comes: in each language, without a mouse, without scripts, in two tabs.
 */
@EndToEnd
@Order(2)
class EveryShopperIT {

  private static final Pattern STATUS_PAGE = Pattern.compile("/r/R-");

  @ParameterizedTest
  @CsvSource({"en, lumen", "nl, lumen", "de, kestrel", "fr, kestrel"})
  void returnsTwoItemsInTheirLanguage(
      String language, String brand, Stack stack, Browsers browsers) {
    Page phone = browsers.phone(language);
    Shop.Bought order = Shop.sells(stack, brand);

    opens(stack, phone, order);
    speaks(phone, language, "portal-order-" + language);
    chooses(phone, Shop.SHIRT);
    chooses(phone, Shop.LAMP);
    continues(phone);
    speaks(phone, language, "portal-options-" + language);
    continues(phone);
    phone.waitForURL(STATUS_PAGE);
    phone.locator("#label").waitFor();
    speaks(phone, language, "portal-status-" + language);

    phone.navigate(stack.portal("/p/" + brand + "/withdraw"));
    phone.locator("[name=name]").fill("Mila Jansen");
    phone.locator("[name=contract]").fill(order.number());
    phone.locator("[name=contact]").fill(order.email());
    speaks(phone, language, "portal-withdraw-" + language);
    continues(phone);
    speaks(phone, language, "portal-withdraw-review-" + language);
    phone.locator("#confirm").click();
    speaks(phone, language, "portal-withdrawn-" + language);
  }

  /** No text is missing, and the page says its language to a screen reader. */
  private static void speaks(Page page, String language, String name) {
    assertThat(page.locator("html")).hasAttribute("lang", language);
    assertThat(page.locator("h1")).hasCount(1);
    assertThat(page.locator("body").innerText()).as(name).doesNotContain("??");
    Screenshots.take(page, name);
  }

  private static void opens(Stack stack, Page page, Shop.Bought order) {
    page.navigate(stack.portal("/p/" + order.brand()));
    page.locator("#orderNumber").fill(order.number());
    page.locator("#emailOrPostcode").fill(order.postcode());
    continues(page);
    page.locator("fieldset").first().waitFor();
  }

  private static void chooses(Page page, String item) {
    page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(item))
        .locator("select[name^=quantity_]")
        .selectOption("1");
  }

  /** The one button that leads on. */
  private static void continues(Page page) {
    page.locator("main form .button:not(.plain, .small)").last().click();
  }

  @Test
  void returnsTwoItemsWithTheKeyboardAlone(Stack stack, Browsers browsers) {
    Page desk = browsers.desk();
    Shop.Bought order = Shop.sells(stack);
    Instant began = Instant.now();
    desk.navigate(stack.portal("/p/lumen"));
    Keyboard keys = new Keyboard(desk);

    keys.to("#orderNumber").type(order.number());
    keys.to("#emailOrPostcode").type(order.postcode()).press("Enter");
    desk.waitForURL("**/order");
    keys.to("fieldset:nth-of-type(1) [name^=quantity_]").press("1");
    keys.to("fieldset:nth-of-type(2) [name^=quantity_]").press("1");
    keys.to("main form .button:not(.plain, .small)").press("Enter");
    desk.waitForURL("**/options");
    keys.to("[name=method]").press("ArrowDown").press("ArrowUp");
    keys.to("[name=resolution]");
    keys.to("main form .button:not(.plain, .small)").press("Enter");
    desk.waitForURL(STATUS_PAGE);

    assertThat(desk.locator("main")).containsText(Shop.SHIRT);
    assertThat(desk.locator("main")).containsText(Shop.LAMP);
    System.out.printf(
        "Two items returned by keyboard: %d strokes, %d ms of them and of the pages%n",
        keys.strokes(), Duration.between(began, Instant.now()).toMillis());
  }

  @Test
  void returnsAndWithdrawsWithoutJavaScript(Stack stack, Browsers browsers) {
    Page phone = browsers.phoneWithoutJavaScript();
    Shop.Bought order = Shop.sells(stack);
    Portal portal = new Portal(stack, phone);

    String rmaNumber = portal.register(order, Shop.SHIRT);
    assertThat(phone.locator("main")).containsText(rmaNumber);
    portal.press("Cancel return");
    portal.awaitHeadline("Your return is cancelled");

    phone.navigate(stack.portal("/p/lumen/withdraw"));
    phone.getByLabel("Your name").fill("Mila Jansen");
    phone.locator("[name=contract]").fill(order.number());
    phone.locator("[name=contact]").fill(order.email());
    portal.press("Continue").press("Confirm withdrawal");
    assertThat(phone.locator("main")).containsText(order.number());
    assertThat(phone.locator("#confirm")).hasCount(0);
  }

  @Test
  void findsOneAmongAHundredItemsAndNoneOnceAllAreReturned(Stack stack, Browsers browsers) {
    Page phone = browsers.phone();
    Shop.Bought order = Shop.sellsMany(stack, 100);
    opens(stack, phone, order);
    assertThat(phone.locator("fieldset")).hasCount(100);
    Screenshots.take(phone, "portal-order-hundred");

    chooses(phone, "T-shirt no. 73");
    continues(phone);
    continues(phone);
    phone.waitForURL(STATUS_PAGE);
    assertThat(phone.locator("main")).containsText("T-shirt no. 73");

    Shop.Bought one = Shop.sellsMany(stack, 1);
    opens(stack, phone, one);
    chooses(phone, "T-shirt no. 1");
    continues(phone);
    continues(phone);
    phone.waitForURL(STATUS_PAGE);
    opens(stack, phone, one);
    assertThat(phone.locator("select[name^=quantity_]")).hasCount(0);
    assertThat(phone.locator("#nothing-left")).isVisible();
    Screenshots.take(phone, "portal-order-nothing-left");
  }

  @Test
  void returnsOnceFromTwoTabsAndAfterGoingBack(Stack stack, Browsers browsers) {
    Page phone = browsers.phone();
    Shop.Bought order = Shop.sells(stack);
    opens(stack, phone, order);
    chooses(phone, Shop.SHIRT);
    continues(phone);
    phone.waitForURL("**/options");
    continues(phone);
    phone.waitForURL(STATUS_PAGE);
    String first = phone.locator(".steps-note").innerText();

    // the browser keeps the form of before; it is sent a second time
    phone.goBack();
    Locator confirm = phone.locator("main form .button:not(.plain, .small)").last();
    confirm.click();
    phone.waitForURL(STATUS_PAGE);

    assertThat(phone.locator(".steps-note")).hasText(first);
    Page tab = phone.context().newPage();
    tab.navigate(stack.portal("/p/lumen/order"));
    assertThat(tab.locator("select[name^=quantity_]")).hasCount(1);
  }

  /** As a shop puts it beside a product, on a page of its own. */
  @Test
  void readsThePolicyBeforeBuying(Stack stack, Browsers browsers) throws IOException {
    Page phone = browsers.phone();
    phone.navigate(stack.portal("/p/lumen/policy"));
    assertThat(phone.locator(".policy-part").first()).isVisible();
    assertThat(phone.locator("script[type='application/ld+json']").textContent())
        .contains("MerchantReturnPolicy");
    phone.locator("#country").selectOption("DE");
    phone.locator(".policy-choice button").click();
    assertThat(phone.locator("#country")).hasValue("DE");
    Screenshots.take(phone, "portal-policy");

    HttpServer shop =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] boots =
        """
        <!DOCTYPE html><title>Walking boots</title><h1>Walking boots</h1>
        <script src="%s" async></script>
        <retour-policy data-brand="lumen" data-country="NL" data-locale="nl"
          data-category="SHOES"><a href="#">Retourbeleid</a></retour-policy>
        """
            .formatted(stack.portal("/widget.js"))
            .getBytes(StandardCharsets.UTF_8);
    shop.createContext(
        "/",
        asked -> {
          asked.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          asked.sendResponseHeaders(200, boots.length);
          asked.getResponseBody().write(boots);
          asked.close();
        });
    shop.start();
    try {
      phone.navigate("http://127.0.0.1:%d/boots".formatted(shop.getAddress().getPort()));
      assertThat(phone.locator("retour-policy summary")).containsText("dagen");
    } finally {
      shop.stop(0);
    }
  }
}
