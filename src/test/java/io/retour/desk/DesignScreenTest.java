package io.retour.desk;

import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.shared.Colour;
import io.retour.shared.RetourProperties;
import io.retour.testing.WebTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

@WebTest
class DesignScreenTest {

  private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");
  private static final Pattern FRONT = Pattern.compile("(?<![a-z-])color:\\s*var\\(--([a-z-]+)\\)");
  private static final Pattern BACK = Pattern.compile("background:\\s*var\\(--([a-z-]+)\\)");

  @Autowired MockMvc http;
  @Autowired RetourProperties properties;

  private String page(String brand) throws Exception {
    String html =
        http.perform(get("/desk/design?brand=" + brand).with(staff("sam", "agent")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    Files.writeString(Path.of("target", "design-" + brand + ".html"), html);
    return html;
  }

  /** A component that the page does not show is a component that nobody finds. */
  @ParameterizedTest
  @ValueSource(strings = {"lumen", "kestrel"})
  void showsEveryComponentAsABrandWearsIt(String brand) throws Exception {
    String html = page(brand);

    assertThat(html)
        .contains("href=\"/p/" + brand + "/look.css\"", "href=\"/css/retour-")
        .contains("class=\"button plain\"", "class=\"button small\"", "aria-invalid=\"true\"")
        .contains("class=\"hint bad\"", "class=\"choice\"", "class=\"notice good\"")
        .contains("class=\"notice bad\"", "class=\"why\"", "class=\"card\"")
        .contains("class=\"item impossible\"", "class=\"tag warn\"", "class=\"list\"")
        .contains("class=\"sums\"", "class=\"facts\"", "class=\"glance\"", "class=\"timeline\"")
        .contains("class=\"progress\"", "class=\"columns\"", "class=\"bars\"")
        .contains("class=\"chart-empty\"", "<details")
        .doesNotContain(" style=", "<style", "<script", ">no</span>");
    assertThat(html.split("<h1", -1)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "lumen", "kestrel"})
  void everyTextCanBeRead(String brand) {
    ColourTokens own = ColourTokens.own();
    List<ColourTokens.Contrast> contrasts =
        (brand.equals("none") ? own : own.wornWith(properties.brands().get(brand).look()))
            .contrasts();

    assertThat(contrasts).hasSizeGreaterThan(15).allMatch(each -> !each.front().isEmpty());
    assertThat(contrasts)
        .allSatisfy(
            each ->
                assertThat(each.ratio())
                    .as("%s on %s, %s", each.use().front(), each.use().back(), each.use().where())
                    .isGreaterThanOrEqualTo(each.use().need().least()));
  }

  @Test
  void contrastIsThatOfTheGuidelines() {
    assertThat(Colour.of("#000000").contrastWith(Colour.of("#ffffff"))).isEqualByComparingTo("21");
    assertThat(Colour.of("#ffffff").contrastWith(Colour.of("#767676")))
        .isEqualByComparingTo("4.54");
    assertThat(Colour.of("#777777").contrastWith(Colour.of("#ffffff")))
        .isEqualByComparingTo("4.47");
  }

  /** A rule that sets a text on a ground is looked at, whoever adds it. */
  @Test
  void everyPairOfTheStyleSheetIsLookedAt() throws Exception {
    String css =
        Files.readString(Path.of("src/main/resources/static/css/retour.css"))
            .replaceAll("(?s)/\\*.*?\\*/", "");
    List<String> known =
        ColourTokens.own().contrasts().stream()
            .map(each -> each.use().front() + " on " + each.use().back())
            .toList();
    List<String> pairs = new ArrayList<>();
    for (MatchResult rule : RULE.matcher(css).results().toList()) {
      List<String> fronts = FRONT.matcher(rule.group(2)).results().map(m -> m.group(1)).toList();
      List<String> backs = BACK.matcher(rule.group(2)).results().map(m -> m.group(1)).toList();
      fronts.forEach(front -> backs.forEach(back -> pairs.add(front + " on " + back)));
    }

    assertThat(pairs).isNotEmpty();
    assertThat(known).containsAll(pairs);
    assertThat(known)
        .extracting(pair -> pair.replaceAll(" on .*", ""))
        .containsAll(FRONT.matcher(css).results().map(use -> use.group(1)).toList());
  }

  @Test
  void anUnknownBrandIsNotFound() throws Exception {
    http.perform(get("/desk/design?brand=other").with(staff("sam", "agent")))
        .andExpect(status().isNotFound());
  }
}
