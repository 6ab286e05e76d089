package io.retour.portal;

import io.retour.claims.Claims;
import io.retour.exchanges.ExchangeOffers;
import io.retour.logistics.DropOffPoint;
import io.retour.logistics.DropOffPoints;
import io.retour.orders.ItemPictures;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.policy.LineAssessment;
import io.retour.policy.MethodOffer;
import io.retour.returns.ExchangeWish;
import io.retour.returns.GiftReturns;
import io.retour.returns.Photo;
import io.retour.returns.ReasonDetail;
import io.retour.returns.RefundStatement;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnOffer;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.security.RateLimiter;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.shared.photos.PhotoCleaner;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.server.ResponseStatusException;

/**
 * Registering a return in three pages. Nothing is kept on the server before the shopper confirms:
 * each page carries what was chosen, so back button, reload and two tabs change nothing.
 */
@Controller
class PortalController {

  private static final Logger log = LoggerFactory.getLogger(PortalController.class);
  static final String COOKIE = "retour-order";
  private static final Duration SESSION = Duration.ofHours(2);
  private static final int LONGEST_SEARCH = 60;

  private final Orders orders;
  private final ItemPictures pictures;
  private final Returns returns;
  private final ExchangeOffers exchangeOffers;
  private final GiftReturns gifts;
  private final Claims claims;
  private final DropOffPoints points;
  private final ShopperTokens tokens;
  private final RateLimiter limiter;
  private final PhotoCleaner cleaner;
  private final RetourProperties properties;
  private final Clock clock;

  PortalController(
      Orders orders,
      ItemPictures pictures,
      Returns returns,
      ExchangeOffers exchangeOffers,
      GiftReturns gifts,
      Claims claims,
      DropOffPoints points,
      ShopperTokens tokens,
      RateLimiter limiter,
      PhotoCleaner cleaner,
      RetourProperties properties,
      Clock clock) {
    this.orders = orders;
    this.pictures = pictures;
    this.returns = returns;
    this.exchangeOffers = exchangeOffers;
    this.gifts = gifts;
    this.claims = claims;
    this.points = points;
    this.tokens = tokens;
    this.limiter = limiter;
    this.cleaner = cleaner;
    this.properties = properties;
    this.clock = clock;
  }

  @ModelAttribute
  void brand(
      @PathVariable(required = false) @Nullable String brand,
      @CookieValue(name = COOKIE, required = false) @Nullable String session,
      Model model,
      Locale locale) {
    model.addAttribute("gift", isGift(session));
    if (brand != null) {
      PortalBrand.show(properties, brand, model);
    }
    model.addAttribute("languages", PortalLocale.LANGUAGES);
    model.addAttribute("language", locale.getLanguage());
  }

  /** A brand's own domain opens its portal; any other name lists the brands. */
  @GetMapping("/")
  String home(HttpServletRequest request, Model model) {
    Optional<String> own = properties.brandAt(request.getServerName(), request.getServerPort());
    if (own.isPresent()) {
      PortalBrand.show(properties, own.get(), model);
      return find(own.get(), false, model);
    }
    model.addAttribute("brands", properties.brands());
    return "portal/home";
  }

  @GetMapping("/p/{brand}")
  String find(
      @PathVariable String brand, @RequestParam(required = false) boolean expired, Model model) {
    model.addAttribute("expired", expired);
    return showFind(brand, "", "", model);
  }

  /** The page in another language, with what is typed on it. */
  @PostMapping("/p/{brand}")
  String findAgain(
      @PathVariable String brand,
      @RequestParam(defaultValue = "") String orderNumber,
      @RequestParam(defaultValue = "") String emailOrPostcode,
      Model model) {
    return showFind(brand, orderNumber, emailOrPostcode, model);
  }

  private static String showFind(
      String brand, String orderNumber, String emailOrPostcode, Model model) {
    model.addAttribute("orderNumber", orderNumber);
    model.addAttribute("emailOrPostcode", emailOrPostcode);
    LanguageForm.show("/p/" + brand, model);
    return "portal/find";
  }

  /** A reload or a bookmark of a page that was posted leads to where it began. */
  @GetMapping({"/p/{brand}/find", "/p/{brand}/options", "/p/{brand}/confirm"})
  String restart(@PathVariable String brand) {
    return "redirect:/p/" + brand + "/order";
  }

  @PostMapping("/p/{brand}/find")
  String lookUp(
      @PathVariable String brand,
      @RequestParam(defaultValue = "") String orderNumber,
      @RequestParam(defaultValue = "") String emailOrPostcode,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      limiter.lookup(request.getRemoteAddr(), brand, orderNumber);
    } catch (Problem tooMany) {
      PageProblem.show(tooMany, response, model);
      return showFind(brand, orderNumber, emailOrPostcode, model);
    }
    Optional<Order> order =
        orderNumber.length() > 60 || emailOrPostcode.length() > 254
            ? Optional.empty()
            : orders.find(brand, orderNumber, emailOrPostcode);
    if (order.isEmpty()) {
      // an unknown number and a wrong postcode read the same
      response.setStatus(HttpStatus.NOT_FOUND.value());
      model.addAttribute("error", "portal.find.not-found");
      return showFind(brand, orderNumber, emailOrPostcode, model);
    }
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(COOKIE, tokens.issue(Purpose.ORDER, order.get().id(), SESSION))
            .httpOnly(true)
            .sameSite("Lax")
            .secure(request.isSecure())
            .path("/p")
            .maxAge(SESSION)
            .build()
            .toString());
    return "redirect:/p/" + brand + "/order";
  }

  /** A link that comes with a gift opens the order without its prices. */
  @GetMapping("/g/{token}")
  String gift(
      @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
    Order order =
        tokens
            .open(Purpose.GIFT, token)
            .flatMap(orders::byId)
            .orElseThrow(
                () ->
                    new LinkNotOpen(
                        tokens
                            .openedOnce(Purpose.GIFT, token)
                            .flatMap(orders::byId)
                            .map(Order::brand)
                            .orElse(null)));
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(COOKIE, tokens.issue(Purpose.GIFT, order.id(), SESSION))
            .httpOnly(true)
            .sameSite("Lax")
            .secure(request.isSecure())
            .path("/p")
            .maxAge(SESSION)
            .build()
            .toString());
    return "redirect:/p/" + order.brand() + "/order";
  }

  private boolean isGift(@Nullable String session) {
    return session != null && tokens.open(Purpose.GIFT, session).isPresent();
  }

  /** A line as the shopper sees it, with what is possible for it. */
  public record LineChoice(
      OrderLine line,
      Money unitPrice,
      int returnable,
      boolean possible,
      boolean onlyWhenFaulty,
      List<LineAssessment.Reason> whyNot,
      List<ReturnReason> reasons) {}

  @GetMapping("/p/{brand}/order")
  String order(
      @PathVariable String brand,
      @CookieValue(name = COOKIE, required = false) @Nullable String session,
      Model model) {
    Optional<Order> order = opened(brand, session);
    if (order.isEmpty()) {
      return "redirect:/p/" + brand + "?expired=true";
    }
    return showOrder(order.get(), new LinkedMultiValueMap<>(), session, model);
  }

  /** The page again with what was chosen: to change it, or in another language. */
  @PostMapping("/p/{brand}/order")
  String orderAgain(
      @PathVariable String brand,
      @CookieValue(name = COOKIE, required = false) @Nullable String session,
      @RequestParam MultiValueMap<String, String> form,
      Model model) {
    Optional<Order> order = opened(brand, session);
    if (order.isEmpty()) {
      return "redirect:/p/" + brand + "?expired=true";
    }
    return showOrder(order.get(), form, session, model);
  }

  /**
   * What is going on with an order already, for who lost the link to it.
   *
   * @param headline the key of the sentence that says where a return is; of a claim none
   */
  public record GoingOn(String number, String link, @Nullable String headline) {}

  private List<GoingOn> goingOn(Order order) {
    List<GoingOn> goingOn = new ArrayList<>();
    returns.ofOrder(order.id()).stream()
        // what became of a gift, its recipient follows and nobody else
        .filter(of -> gifts.recipient(of.id()).isEmpty())
        .map(
            of ->
                new GoingOn(
                    of.rmaNumber(),
                    link("/r/", of.rmaNumber(), Purpose.FOUND, of.id()),
                    ReturnProgress.of(of, returns.stopping(of.id())).headline()))
        .forEach(goingOn::add);
    claims.ofOrder(order.id()).stream()
        .map(of -> new GoingOn(of.number(), link("/c/", of.number(), Purpose.CLAIM, of.id()), null))
        .forEach(goingOn::add);
    return goingOn;
  }

  private String link(String path, String number, Purpose purpose, UUID id) {
    return path + number + "?t=" + tokens.issue(purpose, id, SESSION);
  }

  private String showOrder(
      Order order, MultiValueMap<String, String> form, @Nullable String session, Model model) {
    LanguageForm.show("/p/" + order.brand() + "/order", model);
    if (!form.isEmpty()) {
      model.addAttribute("form", form.toSingleValueMap());
    }
    model.addAttribute("goingOn", isGift(session) ? List.of() : goingOn(order));
    Map<UUID, Integer> returnable = returns.returnable(order);
    List<LineChoice> choices = new ArrayList<>();
    for (OrderLine line : order.lines()) {
      LineAssessment freely = assess(order, line, ReturnReason.NO_REASON_GIVEN);
      LineAssessment faulty = assess(order, line, ReturnReason.DEFECTIVE);
      boolean left = returnable.getOrDefault(line.id(), 0) > 0;
      choices.add(
          new LineChoice(
              line,
              returns.nextWorth(order, line.id()),
              returnable.getOrDefault(line.id(), 0),
              left && (freely.possible() || faulty.possible()),
              !freely.possible() && faulty.possible(),
              freely.reasons(),
              Arrays.stream(ReturnReason.values())
                  .filter(reason -> reason != ReturnReason.RECALL)
                  .filter(reason -> freely.possible() || reason.sellersFault())
                  .toList()));
    }
    model.addAttribute("order", order);
    showPictures(order, Stream.of(), model);
    model.addAttribute("choices", choices);
    return "portal/order";
  }

  private void showPictures(Order order, Stream<String> besides, Model model) {
    model.addAttribute(
        "pictures",
        pictures.addresses(
            order.brand(),
            Stream.concat(order.lines().stream().map(OrderLine::sku), besides)
                .collect(Collectors.toSet())));
  }

  private LineAssessment assess(Order order, OrderLine line, ReturnReason reason) {
    return returns
        .offer(
            new ReturnDraft(
                order,
                List.of(new ReturnDraft.Line(line.id(), 1, reason, "")),
                "PARCEL_DROP_OFF",
                "REFUND"))
        .lines()
        .getFirst();
  }

  @PostMapping("/p/{brand}/options")
  String options(
      @PathVariable String brand,
      @CookieValue(name = COOKIE, required = false) @Nullable String session,
      @RequestParam(required = false) @Nullable UUID returnId,
      @RequestParam MultiValueMap<String, String> form,
      HttpServletResponse response,
      Model model) {
    Optional<Order> order = opened(brand, session);
    if (order.isEmpty()) {
      return "redirect:/p/" + brand + "?expired=true";
    }
    try {
      ReturnDraft draft = draft(order.get(), form);
      requireReasons(draft);
      // a search among the other products, and another language, come back with all that was chosen
      return showOptions(draft, returnId == null ? UUID.randomUUID() : returnId, form, model);
    } catch (Problem problem) {
      PageProblem.show(problem, response, model);
      return showOrder(order.get(), form, session, model);
    }
  }

  /**
   * Nobody is made to give a reason, but what can come back only when something is wrong with it
   * comes back only if the shopper says so; it is never taken for said. Beside others it stays out,
   * and the page says why.
   *
   * @throws Problem when nothing else was chosen
   */
  private void requireReasons(ReturnDraft draft) {
    if (!draft.lines().isEmpty()
        && draft.lines().stream().allMatch(chosen -> lacksReason(draft.order(), chosen))) {
      throw Problem.invalid("reason-needed", "reason", "Say what is wrong with these items.");
    }
  }

  private boolean lacksReason(Order order, ReturnDraft.Line chosen) {
    OrderLine line = order.line(chosen.orderLineId()).orElseThrow();
    return chosen.reason() == ReturnReason.NO_REASON_GIVEN
        && !assess(order, line, ReturnReason.NO_REASON_GIVEN).possible()
        && assess(order, line, ReturnReason.DEFECTIVE).possible();
  }

  /**
   * A line that stays out of the return, with what the shopper reads about it.
   *
   * @param ownReturn whether it can come back in a return of its own, which a person looks at
   */
  public record LeftOut(OrderLine line, List<LineAssessment.Reason> reasons, boolean ownReturn) {}

  private static String search(MultiValueMap<String, String> form) {
    String search = Optional.ofNullable(form.getFirst("search")).orElse("").strip();
    return search.substring(0, Math.min(search.length(), LONGEST_SEARCH));
  }

  private String showOptions(
      ReturnDraft wanted, UUID returnId, MultiValueMap<String, String> form, Model model) {
    model.addAttribute("form", form.toSingleValueMap());
    ReturnOffer all = returns.offer(wanted);
    ReturnDraft draft = all.kept(wanted);
    List<LeftOut> leftOut =
        draft.lines().size() == wanted.lines().size()
            ? List.of()
            : all.lines().stream()
                .filter(all::staysOut)
                .map(
                    line ->
                        new LeftOut(
                            wanted.order().line(UUID.fromString(line.lineId())).orElseThrow(),
                            line.reasons(),
                            line.needsALook()))
                .toList();
    model.addAttribute("leftOut", leftOut);
    ReturnOffer first = returns.offer(draft);
    String method =
        first.method(draft.method()).isPresent() || first.methods().isEmpty()
            ? draft.method()
            : first.methods().getFirst().method();
    ReturnDraft chosen =
        draft.with(method, first.moneyBack() ? draft.requestedResolution() : "STORE_CREDIT");
    ReturnOffer offer = returns.offer(chosen);
    model.addAttribute("order", draft.order());
    model.addAttribute("draft", chosen);
    model.addAttribute("offer", offer);
    model.addAttribute("ways", cheapestFirst(offer.methods()));
    model.addAttribute("points", pointsNear(offer, draft.order()));
    model.addAttribute("returnId", returnId);
    model.addAttribute(
        "lines",
        chosen.lines().stream()
            .map(line -> draft.order().line(line.orderLineId()).orElseThrow())
            .toList());
    model.addAttribute(
        "details",
        chosen.lines().stream()
            .map(
                line ->
                    ReasonDetail.of(
                        draft.order().line(line.orderLineId()).orElseThrow().category(),
                        line.reason()))
            .toList());
    model.addAttribute("amounts", amounts(chosen, offer));
    model.addAttribute("fees", fees(offer, draft.order()));
    model.addAttribute("search", search(form));
    Map<UUID, ExchangeOffers.Shelf> shelves = shelves(chosen, form);
    model.addAttribute("shelves", shelves);
    showPictures(
        draft.order(), shelves.values().stream().flatMap(ExchangeOffers.Shelf::skus), model);
    String again = "/p/" + draft.order().brand() + "/options";
    if (shelves.isEmpty()) {
      LanguageForm.show(again, model);
    } else {
      LanguageForm.showAlsoOnEnter(again, model);
    }
    model.addAttribute("wishedOthers", wishedOthers(shelves, form));
    return "portal/options";
  }

  /** What costs the shopper least comes first; what costs the same, as the policy ranks it. */
  private static List<MethodOffer> cheapestFirst(List<MethodOffer> offers) {
    return offers.stream()
        .sorted(Comparator.comparingLong(MethodOffer::feeMinor).thenComparingInt(MethodOffer::rank))
        .toList();
  }

  /** Where a parcel can be brought; the carrier was asked for the distance already. */
  private List<DropOffPoint> pointsNear(ReturnOffer offer, Order order) {
    if (offer.methods().stream().allMatch(method -> method.nearestPointMetres() == null)) {
      return List.of();
    }
    try {
      return points.near(order.country(), order.postcode());
    } catch (RuntimeException away) {
      log.info("No list of drop-off points: {}", away.getMessage());
      return List.of();
    }
  }

  /**
   * What the shopper gets, after the fee of one way back.
   *
   * @param statement how the refund comes about
   * @param credit with the bonus
   */
  public record Amounts(String way, RefundStatement statement, Money refund, Money credit) {

    /** What store credit brings on top. */
    public Money bonus() {
      return credit.minus(refund);
    }

    static Amounts of(String way, ReturnOffer offer) {
      Money refund = offer.refund();
      return new Amounts(
          way,
          offer.statement(),
          refund,
          refund.plus(
              refund.basisPoints(offer.credit().bonusPercent() * 100, RoundingMode.HALF_UP)));
    }
  }

  /** The chosen way's first; the page shows those of the way that is marked. */
  private List<Amounts> amounts(ReturnDraft chosen, ReturnOffer offer) {
    List<Amounts> amounts = new ArrayList<>();
    amounts.add(Amounts.of(chosen.method(), offer));
    for (MethodOffer other : offer.methods()) {
      if (!other.method().equals(chosen.method())) {
        ReturnDraft so = chosen.with(other.method(), chosen.requestedResolution());
        amounts.add(Amounts.of(other.method(), returns.offer(so)));
      }
    }
    return amounts;
  }

  /** What can be had instead of what comes back, by order line. */
  private Map<UUID, ExchangeOffers.Shelf> shelves(
      ReturnDraft draft, MultiValueMap<String, String> form) {
    String search = search(form);
    List<ExchangeOffers.Shelf> found =
        exchangeOffers.insteadOf(
            draft.lines().stream().map(line -> goods(draft, line, form)).toList(), search);
    Map<UUID, ExchangeOffers.Shelf> shelves = new java.util.HashMap<>();
    for (int i = 0; i < found.size(); i++) {
      if (!found.get(i).isEmpty() || !search.isEmpty()) {
        shelves.put(draft.lines().get(i).orderLineId(), found.get(i));
      }
    }
    return shelves;
  }

  /** The lines for which another product is wanted: their lists are open. */
  private static Set<UUID> wishedOthers(
      Map<UUID, ExchangeOffers.Shelf> shelves, MultiValueMap<String, String> form) {
    return shelves.entrySet().stream()
        .filter(
            shelf ->
                shelf.getValue().others().stream()
                    .anyMatch(offer -> offer.item().sku().equals(wanted(shelf.getKey(), form))))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private ExchangeOffers.Goods goods(
      ReturnDraft draft, ReturnDraft.Line line, MultiValueMap<String, String> form) {
    Order order = draft.order();
    UUID bought = line.orderLineId();
    return new ExchangeOffers.Goods(
        order.brand(),
        order.line(bought).orElseThrow().sku(),
        returns.nextWorth(order, bought),
        line.quantity(),
        wanted(bought, form));
  }

  private static String wanted(UUID orderLineId, MultiValueMap<String, String> form) {
    return Optional.ofNullable(form.getFirst("wanted_" + orderLineId)).orElse("").strip();
  }

  /** What was chosen in fields named {@code wanted_<line>}, for each piece of the line. */
  private static @Nullable ExchangeWish wish(
      ReturnDraft draft, MultiValueMap<String, String> form) {
    if (!draft.wantsExchange()) {
      return null;
    }
    List<ExchangeWish.Wanted> wanted = new ArrayList<>();
    for (ReturnDraft.Line line : draft.lines()) {
      String sku = wanted(line.orderLineId(), form);
      for (int piece = 0; !sku.isEmpty() && piece < line.quantity(); piece++) {
        wanted.add(new ExchangeWish.Wanted(line.orderLineId(), sku));
      }
    }
    return new ExchangeWish(form.containsKey("inAdvance"), wanted);
  }

  private static Map<String, Money> fees(ReturnOffer offer, Order order) {
    Map<String, Money> fees = new java.util.HashMap<>();
    for (MethodOffer method : offer.methods()) {
      fees.put(method.method(), new Money(method.feeMinor(), order.currency()));
    }
    return fees;
  }

  @PostMapping("/p/{brand}/confirm")
  String confirm(
      @PathVariable String brand,
      @CookieValue(name = COOKIE, required = false) @Nullable String session,
      @RequestParam UUID returnId,
      @RequestParam MultiValueMap<String, String> form,
      MultipartHttpServletRequest upload,
      HttpServletResponse response,
      Locale locale,
      Model model)
      throws IOException {
    Optional<Order> order = opened(brand, session);
    if (order.isEmpty()) {
      return "redirect:/p/" + brand + "?expired=true";
    }
    ReturnDraft draft;
    try {
      draft = draft(order.get(), withoutLeftOut(form));
    } catch (Problem problem) {
      PageProblem.show(problem, response, model);
      return showOrder(order.get(), form, session, model);
    }
    try {
      List<Photo> photos = photos(returnId, draft, upload);
      Registration registration =
          Registration.byShopper(returnId, draft, photos, locale.getLanguage(), wish(draft, form));
      ReturnCase registered =
          isGift(session)
              ? registerGift(registration, form.getFirst("recipient"))
              : returns.register(registration.withBonusShown(bonusShown(form)));
      return "redirect:/r/"
          + registered.rmaNumber()
          + "?t="
          + tokens.issue(Purpose.RETURN, registered.id(), Duration.ofDays(30));
    } catch (Problem problem) {
      PageProblem.show(problem, response, model);
      return showOptions(draft(order.get(), form), returnId, form, model);
    }
  }

  /** What the page said stays out is not confirmed. */
  private static MultiValueMap<String, String> withoutLeftOut(MultiValueMap<String, String> form) {
    MultiValueMap<String, String> kept = new LinkedMultiValueMap<>(form);
    form.keySet().stream()
        .filter(name -> name.startsWith("left-out_"))
        .forEach(name -> kept.remove("quantity_" + name.substring("left-out_".length())));
    return kept;
  }

  private static @Nullable Integer bonusShown(MultiValueMap<String, String> form) {
    String shown = form.getFirst("bonusShown");
    return shown == null ? null : number(shown);
  }

  /** Who holds a gift's link says whom we write to. */
  private ReturnCase registerGift(Registration registration, @Nullable String recipient) {
    String address = recipient == null ? "" : recipient;
    limiter.mail(address);
    return gifts.register(registration, address);
  }

  private List<Photo> photos(UUID returnId, ReturnDraft draft, MultipartHttpServletRequest upload)
      throws IOException {
    List<Photo> photos = new ArrayList<>();
    for (ReturnDraft.Line line : draft.lines()) {
      String field = "photo_" + line.orderLineId();
      for (MultipartFile file : PhotoLimit.sent(upload.getFiles(field), field)) {
        photos.add(
            new Photo(
                UUID.randomUUID(),
                returnId,
                line.orderLineId(),
                "image/jpeg",
                cleaner.clean(file, field),
                clock.instant()));
      }
    }
    return photos;
  }

  /** What was chosen, from fields named {@code quantity_<line>}, {@code reason_<line>}… */
  private static ReturnDraft draft(Order order, MultiValueMap<String, String> form) {
    List<ReturnDraft.Line> lines = new ArrayList<>();
    for (OrderLine line : order.lines()) {
      int quantity = number(form.getFirst("quantity_" + line.id()));
      if (quantity > 0) {
        ReturnReason reason = reason(form.getFirst("reason_" + line.id()));
        lines.add(
            new ReturnDraft.Line(
                line.id(),
                quantity,
                reason,
                Optional.ofNullable(form.getFirst("comment_" + line.id())).orElse("").strip(),
                ReasonDetail.said(
                        line.category(),
                        reason,
                        Optional.ofNullable(form.getFirst("detail_" + line.id())).orElse(""))
                    .orElse(null)));
      }
    }
    String method = Optional.ofNullable(form.getFirst("method")).orElse("PARCEL_DROP_OFF");
    // the field stands beside all ways back and counts for one of them
    int parcels =
        method.equals(ReturnDraft.SEVERAL_PARCELS)
            ? Math.max(1, number(form.getFirst("parcels")))
            : 1;
    return new ReturnDraft(
        order,
        lines,
        method,
        Optional.ofNullable(form.getFirst("resolution")).orElse("REFUND"),
        parcels);
  }

  private static int number(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? 0 : Integer.parseInt(text.strip());
    } catch (NumberFormatException notANumber) {
      throw Problem.invalid("quantity-out-of-range", "quantity", "Choose a quantity as a number.");
    }
  }

  private static ReturnReason reason(@Nullable String name) {
    return Arrays.stream(ReturnReason.values())
        .filter(reason -> reason.name().equals(name) && reason != ReturnReason.RECALL)
        .findFirst()
        .orElse(ReturnReason.NO_REASON_GIVEN);
  }

  private Optional<Order> opened(String brand, @Nullable String session) {
    if (!properties.brands().containsKey(brand)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return Optional.ofNullable(session)
        .flatMap(
            token -> tokens.open(Purpose.ORDER, token).or(() -> tokens.open(Purpose.GIFT, token)))
        .flatMap(orders::byId)
        .filter(order -> order.brand().equals(brand));
  }
}
