package io.retour.desk;

import io.retour.shared.Brands;
import io.retour.shared.RetourProperties;
import io.retour.shared.web.BrandAccess;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What waits for a person now. It is answered in Tasklist. */
@Controller
@RequestMapping("/desk/work")
class WorkScreen {

  private static final int ON_A_PAGE = 25;

  /**
   * A task as the screen says it.
   *
   * @param brand its name; empty when nobody knows it
   * @param since how long it waits
   * @param limit how long it still has, or by how much it is overdue
   */
  record Line(WorkQueue.Waiting task, String brand, String since, String limit, boolean overdue) {}

  /** A choice of a filter, and how much it would show. */
  record Choice(String value, String text) {}

  private final WorkQueue queue;
  private final RetourProperties properties;
  private final ScreenWords words;
  private final Clock clock;
  private final BrandAccess access;

  WorkScreen(
      WorkQueue queue,
      RetourProperties properties,
      ScreenWords words,
      Clock clock,
      BrandAccess access) {
    this.queue = queue;
    this.properties = properties;
    this.words = words;
    this.clock = clock;
    this.access = access;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping
  String show(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String brand,
      @RequestParam(defaultValue = "1") int page,
      Locale locale,
      Model model) {
    Instant now = clock.instant();
    Brands brands = access.brands();
    List<WorkQueue.Share> shares = queue.shares(brands, now);
    List<WorkQueue.Share> chosen =
        shares.stream()
            .filter(share -> kind.isEmpty() || kind.equals(share.task()))
            .filter(share -> brand.isEmpty() || brand.equals(share.brand()))
            .toList();
    int waiting = chosen.stream().mapToInt(WorkQueue.Share::waiting).sum();
    int pages = Math.max(1, (waiting + ON_A_PAGE - 1) / ON_A_PAGE);
    int shown = Math.clamp(page, 1, pages);
    model.addAttribute(
        "lines",
        queue.waiting(brands, kind, brand, (shown - 1) * ON_A_PAGE, ON_A_PAGE).stream()
            .map(task -> line(task, now, locale))
            .toList());
    model.addAttribute("waiting", waiting);
    model.addAttribute("overdue", chosen.stream().mapToInt(WorkQueue.Share::overdue).sum());
    model.addAttribute("kinds", choices(shares, WorkQueue.Share::task, kind, words::task));
    model.addAttribute("brands", choices(shares, WorkQueue.Share::brand, brand, this::nameOf));
    model.addAttribute("kind", kind);
    model.addAttribute("brand", brand);
    model.addAttribute("page", shown);
    model.addAttribute("pages", pages);
    return "desk/work";
  }

  private String nameOf(String brand) {
    RetourProperties.Brand known = properties.brands().get(brand);
    return known == null ? brand : known.name();
  }

  private Line line(WorkQueue.Waiting task, Instant now, Locale locale) {
    Instant due = task.dueAt();
    boolean overdue = due != null && due.isBefore(now);
    String limit =
        due == null
            ? words.text("desk.work.no-limit", locale)
            : overdue
                ? words.text(
                    "desk.work.overdue-by", locale, words.span(Duration.between(due, now), locale))
                : words.text(
                    "desk.work.due-in", locale, words.span(Duration.between(now, due), locale));
    String brand = task.brand();
    return new Line(
        task,
        brand == null ? "" : nameOf(brand),
        words.span(Duration.between(task.openedAt(), now), locale),
        limit,
        overdue);
  }

  /** What waits, and what was chosen although nothing of it waits any more. */
  private static List<Choice> choices(
      List<WorkQueue.Share> shares,
      Function<WorkQueue.Share, @Nullable String> by,
      String chosen,
      UnaryOperator<String> named) {
    Map<String, Integer> counts = new TreeMap<>();
    shares.forEach(
        share -> {
          String value = by.apply(share);
          if (value != null) {
            counts.merge(value, share.waiting(), Integer::sum);
          }
        });
    if (!chosen.isEmpty()) {
      counts.putIfAbsent(chosen, 0);
    }
    return counts.entrySet().stream()
        .map(
            each ->
                new Choice(
                    each.getKey(),
                    "%s (%d)".formatted(named.apply(each.getKey()), each.getValue())))
        .toList();
  }
}
