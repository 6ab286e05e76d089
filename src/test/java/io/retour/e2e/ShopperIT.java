package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.time.Duration;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EndToEnd
@Order(1)
class ShopperIT {

  @Test
  void registersAReturnOnAPhoneAndGetsALabelToPrint(Stack stack, Browsers browsers)
      throws IOException {
    Page phone = browsers.phone();
    Portal portal = new Portal(stack, phone);
    phone.navigate(stack.portal("/"));
    Screenshots.take(phone, "portal-home");
    phone.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Lumen")).click();
    Screenshots.take(phone, "portal-find");

    portal.find(Shop.DEMO);
    assertThat(phone.locator("h1")).hasText("What would you like to return?");
    Screenshots.take(phone, "portal-order");

    portal.press("Continue");
    assertThat(phone.getByRole(AriaRole.ALERT)).hasText("Choose a quantity for at least one item.");
    Screenshots.take(phone, "portal-order-nothing-chosen");

    portal.choose(Shop.SHIRT, 2, "Too small").choose(Shop.LAMP, 1, "Arrived damaged");
    portal.press("Continue");
    assertThat(phone.locator("h1")).hasText("How would you like to return it?");
    assertThat(phone.locator("[value=REFUND]")).isChecked();
    phone.getByLabel("Photo of what is wrong").setInputFiles(Photo.ofDamage());
    Screenshots.take(phone, "portal-options");

    portal.press("Confirm return");
    String rmaNumber = portal.rmaNumber();
    Screenshots.take(phone, "portal-status-registered");

    // the page loads itself anew until the label is there
    assertThat(portal.headline()).hasText("Your label is ready", within(Duration.ofMinutes(2)));
    assertThat(phone.locator("main")).containsText(Shop.LAMP);
    assertThat(phone.locator("main")).containsText("You can expect");
    Screenshots.take(phone, "portal-status-label");

    APIResponse label =
        phone.request().get(stack.portal(phone.locator("#label").getAttribute("href")));
    assertThat(label.headers().get("content-type")).isEqualTo("application/pdf");
    try (PDDocument pdf = Loader.loadPDF(label.body())) {
      assertThat(new PDFTextStripper().getText(pdf))
          .contains(rmaNumber, portal.trackingNumber(), "5026AA NL");
    }

    // called off again, so that the demo order is as it was
    portal.press("Cancel return");
    portal.awaitHeadline("Your return is cancelled");
    assertThat(phone.locator("main")).not().containsText("You can expect");
    Screenshots.take(phone, "portal-status-cancelled");
  }

  private static LocatorAssertions.HasTextOptions within(Duration patience) {
    return new LocatorAssertions.HasTextOptions().setTimeout(patience.toMillis());
  }

  @ParameterizedTest
  @CsvSource({"L-1001, 1234 XX", "L-9999, 5026 AA"})
  void readsTheSameWhetherNumberOrPostcodeIsWrong(
      String orderNumber, String postcode, Stack stack, Browsers browsers) {
    Page phone = browsers.phone();

    new Portal(stack, phone).find("lumen", orderNumber, postcode);

    assertThat(phone.getByRole(AriaRole.ALERT))
        .hasText(
            "We found no order with this number and this e-mail or postcode."
                + " Check both and try again.");
    assertThat(phone.getByLabel("Order number")).hasValue(orderNumber);
    Screenshots.take(phone, "portal-find-nothing");
  }

  @Test
  void seesWhyAnItemCannotComeBack(Stack stack, Browsers browsers) {
    Page phone = browsers.phone();

    new Portal(stack, phone).find("lumen", "L-1004", "1000");

    assertThat(
            phone.getByRole(
                AriaRole.GROUP, new Page.GetByRoleOptions().setName("Mug with your name")))
        .containsText("This item cannot be returned");
    Screenshots.take(phone, "portal-order-exempt");
  }

  @Test
  void cannotOpenTheReturnOfSomeoneElse(Stack stack, Browsers browsers) {
    Page phone = browsers.phone();
    Portal portal = new Portal(stack, phone);
    String rmaNumber = portal.register(Shop.sells(stack), Shop.SHIRT);

    phone.navigate(stack.portal("/r/" + rmaNumber + "?t=R.guess.9999999999.guess"));

    assertThat(phone.locator("h1")).hasText("This link no longer works");
    Screenshots.take(phone, "error-not-found");
  }

  @ParameterizedTest
  @CsvSource({"nl, Bestelnummer", "de, Bestellnummer", "fr, Numéro de commande"})
  void readsThePortalInTheirOwnLanguage(
      String language, String orderNumber, Stack stack, Browsers browsers) {
    Page phone = browsers.phone(language);
    phone.navigate(stack.portal("/p/kestrel"));

    assertThat(phone.locator("html")).hasAttribute("lang", language);
    assertThat(phone.locator("label[for=orderNumber]")).hasText(orderNumber);
    Screenshots.take(phone, "portal-find-" + language);

    phone
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("EN").setExact(true))
        .click();
    assertThat(phone.locator("html")).hasAttribute("lang", "en");
    assertThat(phone.locator("label[for=orderNumber]")).hasText("Order number");
  }
}
