package io.retour.desk;

import io.retour.counter.Counter;
import io.retour.counter.HandIn;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Market;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.shared.photos.PhotoCleaner;
import io.retour.shared.web.BrandAccess;
import io.retour.stores.Store;
import io.retour.stores.Stores;
import io.retour.warehouse.Answer;
import io.retour.warehouse.Checklist;
import io.retour.warehouse.DefectPhoto;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The counter: scan or look up, grade what is handed in, done. */
@Controller
@RequestMapping("/store")
class StoreScreen {

  private static final String NEXT_SECOND = "2";

  private final Stores stores;
  private final Counter counter;
  private final Orders orders;
  private final Returns returns;
  private final Refunds refunds;
  private final PhotoCleaner cleaner;
  private final Checklist checklist;
  private final AnsweredChecks checks;
  private final RetourProperties properties;
  private final BrandAccess access;

  StoreScreen(
      Stores stores,
      Counter counter,
      Orders orders,
      Returns returns,
      Refunds refunds,
      PhotoCleaner cleaner,
      Checklist checklist,
      AnsweredChecks checks,
      RetourProperties properties,
      BrandAccess access) {
    this.stores = stores;
    this.counter = counter;
    this.orders = orders;
    this.returns = returns;
    this.refunds = refunds;
    this.cleaner = cleaner;
    this.checklist = checklist;
    this.checks = checks;
    this.properties = properties;
    this.access = access;
  }

  /**
   * A piece that may lie on the counter.
   *
   * @param told the reason that the shopper announced, empty if none was
   */
  record Row(String sku, String title, String category, String told) {}

  /**
   * What was filled in before something was wrong with it.
   *
   * @param grades of each row, absent for what was not handed in
   * @param form the other fields, by their names; a browser does not take photos back
   */
  record FilledIn(
      List<@Nullable Grade> grades, List<ReturnReason> reasons, Map<String, String> form)
      implements Serializable {

    public boolean graded(int row, Grade grade) {
      return row < grades.size() && grades.get(row) == grade;
    }

    public boolean because(int row, ReturnReason reason) {
      return row < reasons.size() && reasons.get(row) == reason;
    }

    public String shows(int row) {
      return form.getOrDefault("shows" + row, "");
    }

    public boolean credit() {
      return "STORE_CREDIT".equals(form.get("resolution"));
    }
  }

  private static final FilledIn NOTHING = new FilledIn(List.of(), List.of(), Map.of());

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping
  String choose(Model model) {
    model.addAttribute("stores", stores.of(access.brands()));
    return "store/choose";
  }

  @GetMapping("/{storeId}")
  String scan(@PathVariable String storeId, Model model) {
    model.addAttribute("store", stores.get(storeId));
    return "store/scan";
  }

  @PostMapping("/{storeId}/find")
  String find(
      @PathVariable String storeId,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String emailOrPostcode,
      RedirectAttributes redirect) {
    try {
      Counter.Found found = counter.find(storeId, code, emailOrPostcode);
      String pieces = "redirect:/store/" + storeId + "/pieces/";
      return found
          .announced()
          .map(announced -> pieces + announced.rmaNumber())
          .orElse(pieces + found.order().id());
    } catch (Problem problem) {
      redirect.addFlashAttribute("failed", problem.detail());
      redirect.addFlashAttribute("code", code);
      redirect.addFlashAttribute("emailOrPostcode", emailOrPostcode);
      return "redirect:/store/" + storeId;
    }
  }

  /**
   * @param what a return number, or the id of an order that is handed in without announcement
   */
  @GetMapping("/{storeId}/pieces/{what}")
  String pieces(@PathVariable String storeId, @PathVariable String what, Model model) {
    Store store = stores.get(storeId);
    model.addAttribute("store", store);
    model.addAttribute("what", what);
    if (!model.containsAttribute("handInId")) {
      model.addAttribute("handInId", UUID.randomUUID());
      model.addAttribute("filledIn", NOTHING);
    }
    model.addAttribute("reasons", List.of(ReturnReason.values()));
    if (returnNumber(what)) {
      ReturnCase announced = ofItsBrand(store, what);
      model.addAttribute("announced", announced);
      model.addAttribute("order", returns.order(announced));
      model.addAttribute("grades", List.of(Grade.values()));
      model.addAttribute(
          "rows",
          announced.units().stream()
              .filter(unit -> unit.grade() == null)
              .map(unit -> new Row(unit.sku(), unit.title(), unit.category(), unit.reason().name()))
              .toList());
    } else {
      Order order = order(store, what);
      model.addAttribute("order", order);
      model.addAttribute("grades", List.of(Grade.A, Grade.B, Grade.C, Grade.D));
      model.addAttribute("rows", free(order));
    }
    model.addAttribute(
        "checklists",
        Stream.ofNullable((List<?>) model.getAttribute("rows"))
            .flatMap(List::stream)
            .map(row -> ((Row) row).category())
            .distinct()
            .collect(Collectors.toMap(Function.identity(), checklist::of)));
    return "store/pieces";
  }

  private List<Row> free(Order order) {
    Map<UUID, Integer> free = returns.returnable(order);
    List<Row> rows = new ArrayList<>();
    for (OrderLine line : order.lines()) {
      for (int i = 0; i < free.getOrDefault(line.id(), 0); i++) {
        rows.add(new Row(line.sku(), line.title(), line.category(), ""));
      }
    }
    return rows;
  }

  /**
   * @param sku of each row
   * @param handInId what the page chose, so that a second try is the same hand-in
   * @param grade of each row, empty for what was not handed in
   * @param reason of each row
   * @param happenedAt when it was taken in, if the browser had to wait for the network
   * @param form with what the photo of a row shows, and the answers to its checklist
   * @param photos of some rows
   */
  @PostMapping("/{storeId}/pieces/{what}")
  String take(
      @PathVariable String storeId,
      @PathVariable String what,
      @RequestParam UUID handInId,
      @RequestParam List<String> sku,
      @RequestParam List<@Nullable Grade> grade,
      @RequestParam List<ReturnReason> reason,
      @RequestParam(defaultValue = "REFUND") String resolution,
      @RequestParam(required = false) @Nullable Instant happenedAt,
      @RequestParam Map<String, String> form,
      @RequestParam Map<String, MultipartFile> photos,
      Principal principal,
      RedirectAttributes redirect)
      throws IOException {
    try {
      boolean announced = returnNumber(what);
      Order order = announced ? null : order(stores.get(storeId), what);
      Bought bought = bought(what, order);
      List<HandIn.Piece> pieces = new ArrayList<>();
      for (int i = 0; i < Math.min(sku.size(), Math.min(grade.size(), reason.size())); i++) {
        Grade seen = grade.get(i);
        if (seen != null) {
          Map<String, Answer> answers = checks.in(form, "piece" + i + ".", seen);
          List<DefectPhoto> shown = new ArrayList<>(photo(i, form, photos));
          shown.addAll(
              checks.photos(
                  bought.category(sku.get(i)),
                  answers,
                  photos,
                  "piece" + i + ".",
                  bought.language()));
          pieces.add(new HandIn.Piece(sku.get(i), seen, reason.get(i), List.of(), answers, shown));
        }
      }
      HandIn.Taken taken =
          counter.take(
              storeId,
              new HandIn(
                  handInId,
                  happened(happenedAt),
                  order == null ? what : order.orderNumber(),
                  order == null ? "" : order.email(),
                  resolution,
                  pieces),
              principal.getName());
      return "redirect:/store/" + storeId + "/returns/" + taken.rmaNumber();
    } catch (Problem problem) {
      if (problem.kind() == Problem.Kind.UNAVAILABLE) {
        redirect.addFlashAttribute(QueuedForms.TRY_AGAIN, true);
      }
      redirect.addFlashAttribute("failed", problem.detail());
      redirect.addFlashAttribute("handInId", handInId);
      redirect.addFlashAttribute("filledIn", new FilledIn(grade, reason, form));
      redirect.addFlashAttribute(
          "photosLost", photos.values().stream().anyMatch(photo -> !photo.isEmpty()));
      return "redirect:/store/" + storeId + "/pieces/" + what;
    }
  }

  /** A clock that is fast does not keep what lies on the counter from being taken in. */
  private Instant happened(@Nullable Instant told) {
    Instant now = counter.now();
    return told == null || told.isAfter(now) ? now : told;
  }

  /**
   * What lies on the counter.
   *
   * @param categories of the goods, by SKU
   * @param language the shopper's
   */
  private record Bought(Map<String, String> categories, Locale language) {

    String category(String sku) {
      return categories.getOrDefault(sku, "");
    }
  }

  private Bought bought(String what, @Nullable Order order) {
    if (order == null) {
      ReturnCase announced = returns.byRmaNumber(what);
      return new Bought(
          announced.units().stream()
              .collect(Collectors.toMap(ReturnUnit::sku, ReturnUnit::category, (one, same) -> one)),
          Locale.forLanguageTag(announced.language()));
    }
    return new Bought(
        order.lines().stream()
            .collect(Collectors.toMap(OrderLine::sku, OrderLine::category, (one, same) -> one)),
        Locale.forLanguageTag(Market.language(order.country())));
  }

  /** The photo of a row, in fields named {@code photo0}, {@code shows0}… */
  private List<DefectPhoto> photo(
      int row, Map<String, String> form, Map<String, MultipartFile> photos) throws IOException {
    MultipartFile photo = photos.get("photo" + row);
    return photo == null || photo.isEmpty()
        ? List.of()
        : List.of(
            new DefectPhoto(
                cleaner.clean(photo, "photo" + row), form.getOrDefault("shows" + row, "")));
  }

  @GetMapping("/{storeId}/returns/{rmaNumber}")
  String done(
      @PathVariable String storeId,
      @PathVariable String rmaNumber,
      HttpServletResponse response,
      Model model) {
    Store store = stores.get(storeId);
    ReturnCase taken = ofItsBrand(store, rmaNumber);
    model.addAttribute("store", store);
    model.addAttribute("return", taken);
    model.addAttribute("grant", refunds.grantOf(taken.id()).orElse(null));
    if (taken.open()) {
      response.setHeader("Refresh", NEXT_SECOND);
    }
    return "store/done";
  }

  static boolean returnNumber(String what) {
    return what.startsWith("R-");
  }

  private ReturnCase ofItsBrand(Store store, String rmaNumber) {
    return returns
        .findByRmaNumber(rmaNumber)
        .filter(found -> found.brand().equals(store.brand()))
        .orElseThrow(Returns::unknown);
  }

  private Order order(Store store, String orderId) {
    try {
      return orders
          .byId(UUID.fromString(orderId))
          .filter(order -> order.brand().equals(store.brand()))
          .orElseThrow(StoreScreen::unknown);
    } catch (IllegalArgumentException noId) {
      throw unknown();
    }
  }

  private static Problem unknown() {
    return Problem.notFound("order-unknown", "There is no such order at this store's brand.");
  }
}
