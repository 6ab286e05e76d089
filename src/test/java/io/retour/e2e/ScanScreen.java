package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The screen at which the warehouse receives and grades. */
final class ScanScreen {

  private final Stack stack;
  private final Page page;

  ScanScreen(Stack stack, Page page) {
    this.stack = stack;
    this.page = page;
  }

  /** Scans a parcel in; a scanner types and presses enter. */
  ScanScreen receive(String code) {
    page.navigate(stack.warehouse());
    page.getByLabel("Tracking or return number").fill(code);
    page.keyboard().press("Enter");
    page.waitForURL("**/warehouse/R-*");
    return this;
  }

  /** Takes a photo of the first piece that is not graded yet; it is kept with the grade. */
  ScanScreen photograph(String shows) {
    page.getByText("Photo of a defect").first().click();
    page.getByLabel("Photo", new Page.GetByLabelOptions().setExact(true))
        .first()
        .setInputFiles(Photo.ofDamage());
    page.getByLabel("What is wrong").first().fill(shows);
    return this;
  }

  /** Grades the first piece that is not graded yet. */
  ScanScreen grade(String grade) {
    Locator ungraded = page.locator("form[data-grade-form]");
    int before = ungraded.count();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(grade)).first().click();
    // the script sends it, and loads the page again when it is kept
    assertThat(ungraded).hasCount(before - 1);
    return this;
  }
}
