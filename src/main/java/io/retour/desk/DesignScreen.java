package io.retour.desk;

import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The design system on a page: every component in the real style sheet, as a brand wears it. Who
 * builds a screen looks here first.
 */
@Controller
@RequestMapping("/desk/design")
class DesignScreen {

  private final RetourProperties properties;

  DesignScreen(RetourProperties properties) {
    this.properties = properties;
  }

  @GetMapping
  String show(
      @RequestParam(required = false) @Nullable String brand, Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
    Map<String, String> brands = new TreeMap<>();
    properties.brands().forEach((id, each) -> brands.put(id, each.name()));
    String worn = brand == null ? brands.keySet().iterator().next() : brand;
    if (!brands.containsKey(worn)) {
      throw Problem.notFound("brand-unknown", "There is no brand %s.".formatted(worn));
    }
    ColourTokens tokens = ColourTokens.own().wornWith(properties.brands().get(worn).look());
    model.addAttribute("brands", brands);
    model.addAttribute("worn", worn);
    model.addAttribute("tokens", tokens.values());
    model.addAttribute("contrasts", tokens.contrasts());
    model.addAttribute("columns", columns());
    model.addAttribute("bars", bars());
    model.addAttribute(
        "nothing",
        Chart.nothing(
            "sample-nothing",
            "A figure without anything",
            "What would be counted.",
            "No return was confirmed in these days."));
    return "desk/design";
  }

  private static Chart columns() {
    return Chart.ofColumns(
        "sample-columns",
        "Columns, for what happens week by week",
        "What is counted, in a sentence, and what is not.",
        "4 weeks; the most in the third: 120.",
        ColumnDrawing.of(
            List.of(
                week("5 Oct", 80, 20, false),
                week("12 Oct", 60, 10, false),
                week("19 Oct", 90, 30, false),
                week("26 Oct", 20, 0, true)),
            "in money",
            "in store credit",
            1,
            Long::toString),
        List.of("Week", "In money", "In store credit"),
        List.of(
            List.of("5 Oct", "80", "20"),
            List.of("12 Oct", "60", "10"),
            List.of("19 Oct", "90", "30"),
            List.of("26 Oct", "20", "0")),
        Set.of());
  }

  private static ColumnDrawing.Value week(String label, int lower, int upper, boolean part) {
    return new ColumnDrawing.Value(
        lower,
        upper,
        part,
        label,
        Integer.toString(lower + upper),
        "%s: %d and %d".formatted(label, lower, upper));
  }

  private static Chart bars() {
    return Chart.ofBars(
        "sample-bars",
        "Bars, for what has names",
        "Hatched is what is of another kind than the rest.",
        "size too small: 12; defective: 3; fees: 6.",
        BarDrawing.of(
            List.of(
                new BarDrawing.Value(12, "size too small", "12 · 57 %", false),
                new BarDrawing.Value(3, "defective", "3 · fewer than 5", false),
                new BarDrawing.Value(6, "fees", "6 · 29 %", true))),
        List.of("What", "Pieces", "Share"),
        List.of(
            List.of("size too small", "12", "57 %"),
            List.of("defective", "3", "fewer than 5"),
            List.of("fees", "6", "29 %")),
        Set.of());
  }
}
