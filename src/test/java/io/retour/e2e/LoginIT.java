package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EndToEnd
@Order(2)
class LoginIT {

  @ParameterizedTest
  @ValueSource(strings = {"operations", "demo"})
  void oneLoginOpensDeskTasklistAndOperate(String user, Stack stack, Browsers browsers) {
    Page page = browsers.desk();
    Login.at(stack, page, stack.desk(""), user);
    assertThat(page.locator("h1")).hasText("Returns");

    page.locator(".desk-nav").getByText("Tools").click();
    page.getByRole(AriaRole.LINK, named("Tasklist")).click();
    assertThat(page.getByText("Welcome to Tasklist")).isVisible();
    assertThat(page.url()).startsWith(stack.tasklist());
    Screenshots.takeAtDesk(page, "tasklist-empty");

    page.navigate(stack.desk(""));
    page.locator(".desk-nav").getByText("Tools").click();
    page.getByRole(AriaRole.LINK, named("Operate")).click();
    assertThat(page.getByText("Running Process Instances").first()).isVisible();
    assertThat(page.url()).startsWith(stack.operate());
    Screenshots.takeAtDesk(page, "operate-dashboard");
  }

  @Test
  void theWarehouseDoesNotGetIntoTasklistOrOperate(Stack stack, Browsers browsers) {
    Page page = browsers.desk();
    Login.at(stack, page, stack.warehouse(), "warehouse");
    assertThat(page.locator(".desk-nav").getByText("Tasklist")).hasCount(0);

    page.navigate(stack.tasklist());
    assertThat(page.getByText("No permission for Tasklist")).isVisible();
    page.navigate(stack.operate());
    assertThat(page.getByText("No permission for Operate")).isVisible();
  }

  @Test
  void anAgentGetsIntoTasklistButNotIntoOperate(Stack stack, Browsers browsers) {
    Page page = browsers.desk();
    Login.at(stack, page, stack.tasklist(), "agent");
    assertThat(page.getByText("Welcome to Tasklist")).isVisible();

    page.navigate(stack.operate());
    assertThat(page.getByText("No permission for Operate")).isVisible();
    page.navigate(stack.desk(""));
    assertThat(page.locator(".desk-nav").getByText("Operate")).hasCount(0);
  }

  @Test
  void whoMayNotSeeAScreenIsToldSo(Stack stack, Browsers browsers) {
    Page page = browsers.desk();
    Login.at(stack, page, stack.desk(""), "operations");

    Response refused = page.navigate(stack.warehouse());

    assertThat(refused.status()).isEqualTo(403);
    assertThat(page.locator("h1")).hasText("This page is not for your role");
    Screenshots.take(page, "error-forbidden");
  }

  @Test
  void aNumberThatIsNoReturnIsToldSo(Stack stack, Browsers browsers) {
    Page page = browsers.desk();
    Login.at(stack, page, stack.desk(""), "demo");

    Response caseFile = page.navigate(stack.desk("/returns/R-0000-0000"));
    assertThat(caseFile.status()).isEqualTo(404);
    assertThat(page.locator("h1")).hasText("This page does not exist");

    Response parcel = page.navigate(stack.warehouse() + "/R-0000-0000");
    assertThat(parcel.status()).isEqualTo(404);
    assertThat(page.locator("h1")).hasText("This page does not exist");

    page.navigate(stack.warehouse());
    page.getByLabel("Tracking or return number").fill("3SRTR000000000");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("3SRTR000000000");
    assertThat(page.getByLabel("Tracking or return number")).hasValue("3SRTR000000000");
    Screenshots.take(page, "warehouse-unknown");
  }

  @Test
  void loggingOutEndsTheLoginEverywhere(Stack stack, Browsers browsers) {
    Page page = browsers.desk();
    Login.at(stack, page, stack.desk(""), "operations");

    page.locator(".desk-nav .account summary").click();
    page.getByRole(AriaRole.BUTTON, named("Log out")).click();
    page.waitForURL(stack.portal("/"));

    page.navigate(stack.desk(""));
    page.waitForURL(opened -> opened.startsWith(stack.keycloak()));
    assertThat(page.locator("#username")).isVisible();
    Screenshots.takeAtDesk(page, "keycloak-login");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
