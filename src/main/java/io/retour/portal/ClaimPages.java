package io.retour.portal;

import io.retour.claims.Claim;
import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Remedy;
import io.retour.claims.ClaimDraft;
import io.retour.claims.ClaimPhoto;
import io.retour.claims.ClaimUnit;
import io.retour.claims.Claims;
import io.retour.orders.ItemPictures;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.RefundDeadlines;
import io.retour.refunds.Refunds;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.shared.photos.PhotoCleaner;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** "Something wrong with what arrived?": raising a claim in one page, and following it. */
@Controller
class ClaimPages {

  private static final Duration LINK_VALIDITY = Duration.ofDays(30);

  private final Orders orders;
  private final ItemPictures pictures;
  private final Claims claims;
  private final Refunds refunds;
  private final RefundDeadlines deadlines;
  private final PayoutAccounts accounts;
  private final ShopperTokens tokens;
  private final PhotoCleaner cleaner;
  private final RetourProperties properties;
  private final TimeLimits limits;
  private final Clock clock;

  ClaimPages(
      Orders orders,
      ItemPictures pictures,
      Claims claims,
      Refunds refunds,
      RefundDeadlines deadlines,
      PayoutAccounts accounts,
      ShopperTokens tokens,
      PhotoCleaner cleaner,
      RetourProperties properties,
      TimeLimits limits,
      Clock clock) {
    this.orders = orders;
    this.pictures = pictures;
    this.claims = claims;
    this.refunds = refunds;
    this.deadlines = deadlines;
    this.accounts = accounts;
    this.tokens = tokens;
    this.cleaner = cleaner;
    this.properties = properties;
    this.limits = limits;
    this.clock = clock;
  }

  @GetMapping("/p/{brand}/claim")
  String form(
      @PathVariable String brand,
      @CookieValue(name = PortalController.COOKIE, required = false) @Nullable String session,
      Locale locale,
      Model model) {
    Optional<Order> order = opened(brand, session);
    return order.isEmpty()
        ? "redirect:/p/" + brand + "?expired=true"
        : showForm(order.get(), UUID.randomUUID(), new LinkedMultiValueMap<>(), locale, model);
  }

  /** The page in another language, with what is chosen and typed on it. */
  @PostMapping("/p/{brand}/claim/again")
  String formAgain(
      @PathVariable String brand,
      @CookieValue(name = PortalController.COOKIE, required = false) @Nullable String session,
      @RequestParam MultiValueMap<String, String> form,
      @RequestParam UUID claimId,
      Locale locale,
      Model model) {
    Optional<Order> order = opened(brand, session);
    return order.isEmpty()
        ? "redirect:/p/" + brand + "?expired=true"
        : showForm(order.get(), claimId, form, locale, model);
  }

  @GetMapping("/p/{brand}/claim/again")
  String restart(@PathVariable String brand) {
    return "redirect:/p/" + brand + "/claim";
  }

  private String showForm(
      Order order, UUID claimId, MultiValueMap<String, String> form, Locale locale, Model model) {
    page(order.brand(), locale, model);
    LanguageForm.show("/p/" + order.brand() + "/claim/again", model);
    model.addAttribute("form", form.toSingleValueMap());
    model.addAttribute("order", order);
    showPictures(order.brand(), order.lines().stream().map(OrderLine::sku), model);
    model.addAttribute("claimable", claims.claimable(order));
    model.addAttribute("kinds", claims.kinds(order));
    model.addAttribute("claimId", claimId);
    return "portal/claim";
  }

  @PostMapping("/p/{brand}/claim")
  String raise(
      @PathVariable String brand,
      @CookieValue(name = PortalController.COOKIE, required = false) @Nullable String session,
      @RequestParam UUID claimId,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String comment,
      @RequestParam(defaultValue = "") String remedy,
      @RequestParam(required = false) @Nullable List<MultipartFile> photo,
      @RequestParam MultiValueMap<String, String> form,
      Locale locale,
      HttpServletResponse response,
      Model model)
      throws IOException {
    Optional<Order> order = opened(brand, session);
    if (order.isEmpty()) {
      return "redirect:/p/" + brand + "?expired=true";
    }
    try {
      ClaimDraft draft =
          new ClaimDraft(
              claimId,
              order.get(),
              kind(kind),
              lines(order.get(), form),
              comment.strip(),
              remedy(remedy),
              locale.getLanguage(),
              "shopper");
      Claim raised = claims.raise(draft, photos(claimId, photo));
      return status(raised);
    } catch (Problem problem) {
      PageProblem.show(problem, response, model);
      return showForm(order.get(), claimId, form, locale, model);
    }
  }

  private String status(Claim claim) {
    return "redirect:/c/"
        + claim.number()
        + "?t="
        + tokens.issue(Purpose.CLAIM, claim.id(), LINK_VALIDITY);
  }

  private static Kind kind(String name) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.invalid("claim-kind-missing", "kind", "Choose what is wrong."));
  }

  private static @Nullable Remedy remedy(String name) {
    return Arrays.stream(Remedy.values())
        .filter(remedy -> remedy.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static List<OrderPieces> lines(Order order, MultiValueMap<String, String> form) {
    List<OrderPieces> lines = new ArrayList<>();
    for (OrderLine line : order.lines()) {
      String quantity = form.getFirst("quantity_" + line.id());
      if (quantity != null && !quantity.isBlank() && !quantity.equals("0")) {
        try {
          lines.add(new OrderPieces(line.id(), Integer.parseInt(quantity.strip())));
        } catch (NumberFormatException notANumber) {
          throw Problem.invalid(
              "quantity-out-of-range", "quantity", "Choose a quantity as a number.");
        }
      }
    }
    return lines;
  }

  private List<ClaimPhoto> photos(UUID claimId, @Nullable List<MultipartFile> files)
      throws IOException {
    List<ClaimPhoto> photos = new ArrayList<>();
    for (MultipartFile file : PhotoLimit.sent(files, "photo")) {
      photos.add(
          new ClaimPhoto(
              UUID.randomUUID(), claimId, cleaner.clean(file, "photo"), clock.instant()));
    }
    return photos;
  }

  @GetMapping("/c/{number}")
  String follow(
      @PathVariable String number,
      @RequestParam(name = "t", defaultValue = "") String token,
      Locale locale,
      Model model) {
    return show(opened(number, token, model), "", locale, model);
  }

  private Claim opened(String number, String token, Model model) {
    model.addAttribute("token", token);
    return tokens
        .open(Purpose.CLAIM, token)
        .map(claims::get)
        .filter(found -> found.number().equals(number))
        .orElseThrow(
            () ->
                new LinkNotOpen(
                    tokens
                        .openedOnce(Purpose.CLAIM, token)
                        .map(claims::get)
                        .map(Claim::brand)
                        .orElse(null)));
  }

  /** A reload or a bookmark of a page that was posted leads to what it is about. */
  @GetMapping({
    "/c/{number}/remedy",
    "/c/{number}/evidence",
    "/c/{number}/objection",
    "/c/{number}/cancel"
  })
  String back(
      @PathVariable String number, @RequestParam(name = "t", defaultValue = "") String token) {
    return "redirect:/c/" + number + "?t=" + token;
  }

  /** The page in another language, with what is typed on it. */
  @PostMapping("/c/{number}")
  String again(
      @PathVariable String number,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam(defaultValue = "") String comment,
      Locale locale,
      Model model) {
    return show(opened(number, token, model), comment, locale, model);
  }

  private String show(Claim claim, String typed, Locale locale, Model model) {
    page(claim.brand(), locale, model);
    model.addAttribute("comment", typed);
    showPictures(claim.brand(), claim.units().stream().map(ClaimUnit::sku), model);
    model.addAttribute("claim", claim);
    String asked = claims.askedFor(claim).orElse("");
    model.addAttribute("asked", asked);
    String state = state(claim, asked);
    model.addAttribute("state", state);
    model.addAttribute(
        "headline",
        AccountNotice.waitsFor(accounts, claim.id())
            .map("progress."::concat)
            .orElse("claim.state." + state));
    String country = claims.order(claim).country();
    model.addAttribute("choiceDays", limits.days(TimeLimit.REMEDY_CHOICE_LIMIT, country));
    model.addAttribute("objectionDays", limits.days(TimeLimit.OBJECTION_LIMIT, country));
    model.addAttribute("reason", claims.rejectionReason(claim));
    ClaimUnit first = claim.units().getFirst();
    model.addAttribute("reduction", first.reduction());
    model.addAttribute("reduced", first.remedy() == Remedy.REDUCTION);
    model.addAttribute("reductionReason", claims.reductionReason(claim));
    model.addAttribute("onlyMinor", claims.onlyMinor(claim));
    model.addAttribute("damagedBattery", claims.damagedBattery(claim));
    model.addAttribute("callable", claims.callable(claim));
    boolean objectable = claims.objectable(claim);
    model.addAttribute("objectable", objectable);
    if (objectable || asked.equals("EVIDENCE")) {
      LanguageForm.show("/c/" + claim.number(), model);
    }
    model.addAttribute("photos", claims.photos(claim.id()).size());
    model.addAttribute("grant", refunds.grantOf(claim.id()).orElse(null));
    AccountNotice.show(accounts, claim.id(), locale, model);
    if (claim.open()) {
      deadlines
          .of(claim.id())
          .ifPresent(deadline -> StatusController.show(deadline, locale, model));
    }
    return "portal/claim-status";
  }

  /** The key of the sentence that says where the claim is. */
  private String state(Claim claim, String asked) {
    if (claim.outcome() != null) {
      return claim.outcome().name();
    }
    if (asked.equals("CHOICE") && claim.kind().needsRepairLoop()) {
      return "PRICE_CHOICE";
    }
    if (!asked.isEmpty()) {
      return asked;
    }
    if (!claims.repairing(claim)) {
      return "OPEN";
    }
    return claims.damagedBattery(claim) ? "COLLECTION" : "REPAIR";
  }

  @PostMapping("/c/{number}/evidence")
  String evidence(
      @PathVariable String number,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam(defaultValue = "") String comment,
      @RequestParam(required = false) @Nullable List<MultipartFile> photo,
      Locale locale,
      HttpServletResponse response,
      Model model)
      throws IOException {
    return changed(
        opened(number, token, model),
        comment,
        claim ->
            claims.addEvidence(claim.id(), photos(claim.id(), photo), comment.strip(), "shopper"),
        locale,
        response,
        model);
  }

  @PostMapping("/c/{number}/remedy")
  String choose(
      @PathVariable String number,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam(defaultValue = "") String remedy,
      Locale locale,
      HttpServletResponse response,
      Model model)
      throws IOException {
    return changed(
        opened(number, token, model),
        "",
        claim -> {
          Remedy chosen = remedy(remedy);
          if (chosen == null) {
            throw Problem.invalid("remedy-not-offered", "remedy", "Choose one of the two.");
          }
          claims.choose(claim.id(), chosen, "shopper");
        },
        locale,
        response,
        model);
  }

  @PostMapping("/c/{number}/objection")
  String object(
      @PathVariable String number,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam(defaultValue = "") String comment,
      Locale locale,
      HttpServletResponse response,
      Model model)
      throws IOException {
    return changed(
        opened(number, token, model),
        comment,
        claim -> claims.object(claim.id(), comment.strip(), "shopper"),
        locale,
        response,
        model);
  }

  @PostMapping("/c/{number}/cancel")
  String callOff(
      @PathVariable String number,
      @RequestParam(name = "t", defaultValue = "") String token,
      Locale locale,
      HttpServletResponse response,
      Model model)
      throws IOException {
    return changed(
        opened(number, token, model),
        "",
        claim -> claims.callOff(claim.id(), "shopper"),
        locale,
        response,
        model);
  }

  private interface Change {

    void of(Claim claim) throws IOException;
  }

  /** The status page again, with what went wrong if something did. */
  private String changed(
      Claim claim,
      String typed,
      Change change,
      Locale locale,
      HttpServletResponse response,
      Model model)
      throws IOException {
    try {
      change.of(claim);
      return status(claim);
    } catch (Problem problem) {
      PageProblem.show(problem, response, model);
      return show(claims.get(claim.id()), typed, locale, model);
    }
  }

  private void showPictures(String brand, Stream<String> skus, Model model) {
    model.addAttribute("pictures", pictures.addresses(brand, skus.collect(Collectors.toSet())));
  }

  private void page(String brand, Locale locale, Model model) {
    PortalBrand.show(properties, brand, model);
    model.addAttribute("languages", PortalLocale.LANGUAGES);
    model.addAttribute("language", locale.getLanguage());
  }

  private Optional<Order> opened(String brand, @Nullable String session) {
    if (!properties.brands().containsKey(brand)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return Optional.ofNullable(session)
        .flatMap(token -> tokens.open(Purpose.ORDER, token))
        .flatMap(orders::byId)
        .filter(order -> order.brand().equals(brand));
  }
}
