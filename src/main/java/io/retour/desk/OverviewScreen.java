package io.retour.desk;

import io.retour.insights.Insights;
import io.retour.insights.Overview;
import io.retour.insights.Period;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.shared.web.BrandAccess;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the returns of a brand come to, for its merchant: figures, no person's data. */
@Controller
@RequestMapping("/desk/overview")
class OverviewScreen {

  private final Insights insights;
  private final RetourProperties properties;
  private final ScreenWords words;
  private final BrandAccess access;

  OverviewScreen(
      Insights insights, RetourProperties properties, ScreenWords words, BrandAccess access) {
    this.insights = insights;
    this.properties = properties;
    this.words = words;
    this.access = access;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping
  String show(
      @RequestParam(required = false) @Nullable String brand,
      @RequestParam(defaultValue = "quarter") String period,
      Locale locale,
      Model model) {
    Map<String, String> brands = new TreeMap<>();
    properties.brands().forEach((id, each) -> brands.put(id, each.name()));
    brands.keySet().removeIf(id -> !access.includes(id));
    if (brands.isEmpty()) {
      throw unknown("of yours");
    }
    String chosen = brand == null ? brands.keySet().iterator().next() : known(brand);
    Period since = period(period);
    Overview overview = insights.overview(chosen, since);
    model.addAttribute("brands", brands);
    model.addAttribute("brand", chosen);
    model.addAttribute("brandName", brands.get(chosen));
    model.addAttribute("period", since.id());
    model.addAttribute("overview", overview);
    model.addAttribute("charts", new OverviewCharts(overview, words, locale).all());
    return "desk/overview";
  }

  /** One figure as a table; the day is in its name, because tomorrow's is another. */
  @GetMapping("/{chart}.csv")
  ResponseEntity<byte[]> csv(
      @PathVariable String chart, @RequestParam String brand, @RequestParam String period) {
    Overview overview = insights.overview(known(brand), period(period));
    // for programs: a column is called the same for every reader
    return new OverviewCharts(overview, words, Locale.ENGLISH)
        .all().stream()
            .filter(each -> each.id().equals(chart))
            .findFirst()
            .map(
                each ->
                    new CsvFile(
                        "%s-%s-%s-%s.csv"
                            .formatted(
                                each.id(), brand, overview.span().first(), overview.span().last()),
                        each.headings(),
                        each.rows()))
            .orElseThrow(() -> Problem.notFound("chart-unknown", "There is no such figure."))
            .download();
  }

  private String known(String brand) {
    if (!properties.brands().containsKey(brand) || !access.includes(brand)) {
      throw unknown(brand);
    }
    return brand;
  }

  private static Problem unknown(String brand) {
    return Problem.notFound("brand-unknown", "There is no brand %s.".formatted(brand));
  }

  private static Period period(String id) {
    try {
      return Period.valueOf(id.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw Problem.notFound("period-unknown", "Choose month, quarter or year.");
    }
  }
}
