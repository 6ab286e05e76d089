package io.retour.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** What axe-core finds wrong with a page for people who cannot see, hear or point as others do. */
final class Accessibility {

  private static final int TRIES = 3;
  private static final String AXE = script();

  /** Each as the rule, where, and what to do about it. */
  private static final String VIOLATIONS =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations.flatMap(
        rule => rule.nodes.map(
          node => rule.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary))
      """;

  private Accessibility() {}

  /** The page as it is now, in its size of now. */
  static void check(Page page, String name) {
    assertThat(violations(page, TRIES)).as("what axe finds in %s", name).isEmpty();
  }

  /** A page that waits for something loads itself anew, and takes axe with it. */
  private static List<?> violations(Page page, int tries) {
    try {
      page.evaluate(AXE);
      return (List<?>) page.evaluate(VIOLATIONS);
    } catch (PlaywrightException loadedAnew) {
      if (tries == 1) {
        throw loadedAnew;
      }
      page.waitForLoadState();
      return violations(page, tries - 1);
    }
  }

  private static String script() {
    try {
      return new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
