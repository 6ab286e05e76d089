package io.retour.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.LinkedHashMap;
import java.util.Map;

/** An agent's work in Tasklist. */
final class Tasklist {

  private final Stack stack;
  private final Page page;
  private final Map<String, String> answers = new LinkedHashMap<>();

  Tasklist(Stack stack, Page page) {
    this.stack = stack;
    this.page = page;
  }

  /** Opens the newest task of this name, once it is the one about this return. */
  Tasklist open(String task, String rmaNumber) {
    Wait.until(
        () -> {
          page.navigate(stack.tasklist());
          page.getByText(task).first().click(new Locator.ClickOptions().setTimeout(5_000));
          page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(rmaNumber))
              .waitFor(new Locator.WaitForOptions().setTimeout(5_000));
        });
    return this;
  }

  /** Follows the link in the form, which opens beside the task. */
  Page openCaseFile() {
    return page.waitForPopup(
        () ->
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Open the case file"))
                .click());
  }

  Tasklist claim() {
    press("Assign to me");
    button("Unassign").waitFor();
    return this;
  }

  Tasklist choose(String answer) {
    // the radio button itself is hidden behind what Camunda draws in its place
    page.getByText(answer, new Page.GetByTextOptions().setExact(true)).click();
    return this;
  }

  /** Tasklist may draw a form anew after the task was taken on, and then what was typed is gone. */
  Tasklist fill(String field, String text) {
    answers.put(field, text);
    allFilled();
    return this;
  }

  private void allFilled() {
    Wait.until(
        () -> {
          answers.forEach(this::type);
          answers.forEach((field, text) -> assertThat(input(field).inputValue()).isEqualTo(text));
        });
  }

  private void type(String field, String text) {
    if (!input(field).inputValue().equals(text)) {
      input(field).fill(text);
      // the form takes over what was typed once the field is left
      input(field).blur();
    }
  }

  private Locator input(String field) {
    return page.getByLabel(field);
  }

  void complete() {
    allFilled();
    press("Complete Task");
    page.getByText("Task completed").first().waitFor();
  }

  private void press(String name) {
    button(name).click();
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}
