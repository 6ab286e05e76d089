package io.retour.e2e;

import com.microsoft.playwright.Page;

/** Logging in at Keycloak, where every password of the demo is the name. */
final class Login {

  private Login() {}

  /** Opens a page that asks for a login, and logs in. */
  static void at(Stack stack, Page page, String url, String user) {
    page.navigate(url);
    page.waitForURL(opened -> opened.startsWith(stack.keycloak()));
    page.fill("#username", user);
    page.fill("#password", user);
    page.click("#kc-login");
    page.waitForURL(opened -> !opened.startsWith(stack.keycloak()));
  }

  /** Opens a page that lets people in who have logged in elsewhere; nobody is asked anything. */
  static void isNotAskedAt(Stack stack, Page page, String url) {
    page.navigate(url);
    page.waitForURL(opened -> opened.startsWith(url));
  }
}
