package io.retour.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.notifications.MailLayout.Block;
import io.retour.notifications.MailLayout.Kind;
import io.retour.notifications.MailLayout.Line;
import io.retour.notifications.MailLayout.Words;
import io.retour.notifications.Notifications.Link;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MailLayoutTest {

  private static final String PAGE = "https://returns.example/r/RMA-1?t=abc.def";
  private static final Link BUTTON = new Link(PAGE, "See your return");
  private static final List<String> OURS = List.of("https://returns.example");

  private static List<String> said(MailLayout layout) {
    return layout.blocks().stream()
        .map(
            block ->
                block.kind()
                    + block.lines().stream()
                        .map(MailLayoutTest::said)
                        .collect(Collectors.joining("/", " ", "")))
        .toList();
  }

  private static String said(Line line) {
    return (line.name().isEmpty() ? "" : line.name() + "=")
        + line.words().stream()
            .map(words -> words.url().isEmpty() ? words.text() : "[" + words.text() + "]")
            .collect(Collectors.joining());
  }

  @Test
  void aShortLineBeforeTheAddressGoesWithIt() {
    assertThat(said(MailLayout.of("Hello,\n\nFollow your return: " + PAGE + "\n", BUTTON, OURS)))
        .containsExactly(
            "WORDS Hello,",
            "BUTTON [See your return]",
            "ADDRESS Follow your return: [" + PAGE + "]");
  }

  @Test
  void aSentenceBeforeTheAddressIsReadBeforeTheButton() {
    assertThat(
            said(MailLayout.of("It is registered. Choose when: " + PAGE + "\n\nBye", BUTTON, OURS)))
        .containsExactly(
            "WORDS It is registered. Choose when:",
            "BUTTON [See your return]",
            "ADDRESS [" + PAGE + "]",
            "WORDS Bye");
  }

  @Test
  void thereIsOneButtonHoweverOftenItsPageIsNamed() {
    assertThat(said(MailLayout.of("See: " + PAGE + "\n\nAgain: " + PAGE + " or not", BUTTON, OURS)))
        .containsExactly(
            "BUTTON [See your return]",
            "ADDRESS See: [" + PAGE + "]",
            "WORDS Again: [" + PAGE + "] or not");
  }

  @Test
  void knowsListsAndFacts() {
    assertThat(
            said(
                MailLayout.of(
                    """
                    In time for:
                    - 2 × Lamp
                    - 1 × Tee
                    It is return RMA-1.

                    Your statement
                      Name: Sam: the second
                      Items: a lamp
                    and a tee
                      Number of it : 7
                    """,
                    null,
                    OURS)))
        .containsExactly(
            "WORDS In time for:",
            "ITEMS 2 × Lamp/1 × Tee",
            "WORDS It is return RMA-1.",
            "HEADING Your statement",
            "FACTS Name=Sam: the second/Items=a lamp/and a tee/Number of it=7");
  }

  @Test
  void makesNoLinkOfAnAddressThatSomebodyElseWrote() {
    MailLayout layout =
        MailLayout.of(
            "Reason: see https://evil.example/x and https://returns.example.evil.example/x.\n"
                + "Ours: https://returns.example/p/lumen.",
            null,
            OURS);

    assertThat(layout.blocks())
        .containsExactly(
            new Block(
                Kind.WORDS,
                List.of(
                    new Line(
                        "",
                        List.of(
                            new Words(
                                "Reason: see https://evil.example/x and"
                                    + " https://returns.example.evil.example/x.",
                                ""))),
                    new Line(
                        "",
                        List.of(
                            new Words("Ours: ", ""),
                            new Words(
                                "https://returns.example/p/lumen",
                                "https://returns.example/p/lumen"),
                            new Words(".", ""))))));
  }
}
