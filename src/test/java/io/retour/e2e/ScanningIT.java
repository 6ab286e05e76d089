package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** At the warehouse with a scanner and a keyboard, and with a network that is away for a while. */
@EndToEnd
@Order(7)
class ScanningIT {

  private static String announced(Stack stack, Browsers browsers) {
    Portal portal = new Portal(stack, browsers.phone());
    String rmaNumber = portal.register(Shop.sells(stack), Shop.SHIRT);
    portal.awaitLabel();
    return rmaNumber;
  }

  /** A scanner does the same: it types and presses enter. */
  private static void scan(Page page, String code) {
    page.keyboard().type(code);
    page.keyboard().press("Enter");
  }

  private static Locator waiting(Page page) {
    return page.locator("[data-waiting-list] li");
  }

  @Test
  void gradesAUnitByKeyboardAloneAndLosesNorDoublesAScan(Stack stack, Browsers browsers) {
    String first = announced(stack, browsers);
    String second = announced(stack, browsers);
    String third = announced(stack, browsers);
    Books books = new Books(stack);
    Page page = browsers.desk();
    Login.at(stack, page, stack.warehouse(), "warehouse");

    long begin = System.nanoTime();
    scan(page, first);
    page.waitForURL("**/warehouse/" + first);
    scan(page, "0");
    assertThat(page.locator("[data-scan-answer]")).hasText("All as it should be.");
    scan(page, "A");
    assertThat(page.getByText("All pieces are graded.")).isVisible();
    System.out.printf(
        "A unit from scan to grade, by keyboard: %.1f s%n",
        Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0);
    assertThat(page.locator("#code")).isFocused();

    scan(page, second);
    page.waitForURL("**/warehouse/" + second);
    Screenshots.take(page, "warehouse-inspect-checklist");
    // Retour does it, and its answer is lost: it comes again, and counts once
    page.route(
        "**/units/*",
        route -> {
          route.fetch();
          route.abort();
        });
    scan(page, "1");
    scan(page, "C");
    assertThat(page.locator("[data-piece-waits]")).containsText("C · worn");
    BrowserContext person = page.context();
    person.setOffline(true);
    for (String code : new String[] {third, third, "3SNOBODYKNOWSIT"}) {
      scan(page, code);
      assertThat(page.locator("#code")).hasValue("");
    }
    assertThat(waiting(page)).hasCount(4);
    assertThat(page.locator("[data-waiting-summary]")).containsText("4 scans wait for the network");
    Screenshots.take(page, "warehouse-waiting");

    page.close();
    person.setOffline(false);
    Page next = person.newPage();
    next.navigate(stack.warehouse());
    assertThat(waiting(next).filter(containing("not done"))).hasCount(1);
    assertThat(waiting(next).filter(containing("waits"))).hasCount(0);
    assertThat(waiting(next).filter(containing(third)).first()).containsText("sent");
    Screenshots.take(next, "warehouse-sent");

    assertThat(books.events(second, "inspected")).as("grades of the second").isOne();
    assertThat(books.events(second, "checked")).as("checklists of the second").isOne();
    assertThat(books.events(third, "delivered")).as("arrivals of the third").isOne();
    next.getByText("Record it").click();
    assertThat(next.locator("#reference")).hasValue("3SNOBODYKNOWSIT");
  }

  @Test
  void keepsWhatWaitsForWhoHasToLogInAgain(Stack stack, Browsers browsers) {
    String rmaNumber = announced(stack, browsers);
    Books books = new Books(stack);
    Page page = browsers.desk();
    Login.at(stack, page, stack.warehouse(), "warehouse");
    page.context()
        .clearCookies(new BrowserContext.ClearCookiesOptions().setName(Pattern.compile("SESSION")));

    scan(page, rmaNumber);

    assertThat(page.locator("[data-waiting-summary]")).containsText("You are logged out");
    page.locator("[data-login]").click();
    // Keycloak still knows who it is
    assertThat(waiting(page).filter(containing(rmaNumber))).containsText("sent");
    assertThat(books.events(rmaNumber, "delivered")).isOne();
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
