package io.retour.portal;

import io.retour.counter.Counter;
import io.retour.exchanges.Exchange;
import io.retour.exchanges.ExchangeOffers;
import io.retour.exchanges.Exchanges;
import io.retour.logistics.DropOffPoints;
import io.retour.logistics.Parcel;
import io.retour.logistics.Parcels;
import io.retour.logistics.Pickups;
import io.retour.logistics.QrCodes;
import io.retour.logistics.SendBacks;
import io.retour.orders.ItemPictures;
import io.retour.orders.Order;
import io.retour.policy.RefundTiming.Start;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.refunds.DeductionObjections;
import io.retour.refunds.Grant;
import io.retour.refunds.LatePayments;
import io.retour.refunds.Overpayment;
import io.retour.refunds.Overpayments;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.Refund;
import io.retour.refunds.RefundDeadline;
import io.retour.refunds.RefundDeadlines;
import io.retour.refunds.Refunds;
import io.retour.refunds.StoreCredit;
import io.retour.refunds.StoreCredits;
import io.retour.returns.GiftReturns;
import io.retour.returns.Photo;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Market;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.stores.Stores;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Following a return: where it is, what comes next, the label, and calling it off. */
@Controller
class StatusController {

  private static final Duration LABEL_USUALLY_WITHIN = Duration.ofMinutes(2);

  private final Returns returns;
  private final ItemPictures pictures;
  private final Parcels parcels;
  private final SendBacks sendBacks;
  private final QrCodes qrCodes;
  private final DropOffPoints points;
  private final Pickups pickups;
  private final Refunds refunds;
  private final Overpayments overpayments;
  private final LatePayments late;
  private final StoreCredits credits;
  private final PayoutAccounts accounts;
  private final Exchanges exchanges;
  private final ExchangeOffers exchangeOffers;
  private final DeductionObjections objections;
  private final TimeLimits limits;
  private final GiftReturns gifts;
  private final Stores stores;
  private final RefundDeadlines deadlines;
  private final ShopperTokens tokens;
  private final RetourProperties properties;
  private final Clock clock;

  StatusController(
      Returns returns,
      ItemPictures pictures,
      Parcels parcels,
      SendBacks sendBacks,
      QrCodes qrCodes,
      DropOffPoints points,
      Pickups pickups,
      Refunds refunds,
      Overpayments overpayments,
      LatePayments late,
      StoreCredits credits,
      PayoutAccounts accounts,
      Exchanges exchanges,
      ExchangeOffers exchangeOffers,
      DeductionObjections objections,
      TimeLimits limits,
      GiftReturns gifts,
      Stores stores,
      RefundDeadlines deadlines,
      ShopperTokens tokens,
      RetourProperties properties,
      Clock clock) {
    this.returns = returns;
    this.pictures = pictures;
    this.parcels = parcels;
    this.sendBacks = sendBacks;
    this.qrCodes = qrCodes;
    this.points = points;
    this.pickups = pickups;
    this.refunds = refunds;
    this.overpayments = overpayments;
    this.late = late;
    this.credits = credits;
    this.accounts = accounts;
    this.exchanges = exchanges;
    this.exchangeOffers = exchangeOffers;
    this.objections = objections;
    this.limits = limits;
    this.gifts = gifts;
    this.stores = stores;
    this.deadlines = deadlines;
    this.tokens = tokens;
    this.properties = properties;
    this.clock = clock;
  }

  @GetMapping("/r/{rmaNumber}")
  String status(
      @PathVariable String rmaNumber,
      @RequestParam(name = "t", defaultValue = "") String token,
      Locale locale,
      HttpServletResponse response,
      Model model) {
    return show(rmaNumber, token, "", locale, response, model);
  }

  /** The page in another language, with the objection that is typed on it. */
  @PostMapping("/r/{rmaNumber}")
  String statusAgain(
      @PathVariable String rmaNumber,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam(defaultValue = "") String comment,
      Locale locale,
      HttpServletResponse response,
      Model model) {
    return show(rmaNumber, token, comment, locale, response, model);
  }

  private String show(
      String rmaNumber,
      String token,
      String comment,
      Locale locale,
      HttpServletResponse response,
      Model model) {
    ReturnCase shown = opened(rmaNumber, token);
    PortalBrand.show(properties, shown.brand(), model);
    model.addAttribute("languages", PortalLocale.LANGUAGES);
    model.addAttribute("language", locale.getLanguage());
    model.addAttribute("return", shown);
    model.addAttribute(
        "stillToStop", returns.stillToStop(shown.id()).map(ReturnCase::rmaNumber).orElse(null));
    model.addAttribute("token", token);
    model.addAttribute(
        "damagedBattery",
        shown.awaited()
            && shown.method().equals("BY_ARRANGEMENT")
            && returns.damagedBattery(shown.id()));
    model.addAttribute("gift", gifts.recipient(shown.id()).isPresent());
    List<Parcel> sent = parcels.ofReturn(shown.id());
    model.addAttribute("parcels", sent);
    model.addAttribute("sendBack", sendBacks.of(shown.id()).orElse(null));
    if (shown.awaited() && shown.method().equals(Counter.METHOD)) {
      model.addAttribute("stores", stores.near(shown.brand(), returns.order(shown).country()));
    }
    model.addAttribute(
        "labelReady",
        shown.open()
            && sent.size() == 1
            && parcels.labelPdf(shown.id()).isPresent()
            && !List.of("QR_DROP_OFF", "HOME_PICKUP").contains(shown.method())
            && sent.stream().anyMatch(p -> p.status().equals("LABEL_CREATED")));
    model.addAttribute(
        "labels",
        shown.open() && !shown.complete() && sent.size() > 1
            ? sent.stream()
                .filter(p -> p.status().equals("LABEL_CREATED") && p.voidedAt() == null)
                .toList()
            : List.of());
    showWayBack(shown, model);
    Optional<Exchange> exchange = exchanges.ofReturn(shown.id());
    model.addAttribute("cancellable", cancellable(shown));
    model.addAttribute(
        "pictures",
        pictures.addresses(
            shown.brand(),
            Stream.concat(
                    shown.units().stream().map(ReturnUnit::sku),
                    exchange.stream()
                        .flatMap(wanted -> wanted.units().stream())
                        .map(Exchange.Unit::sku))
                .collect(Collectors.toSet())));
    exchange.ifPresent(wanted -> show(wanted, shown, locale, model));
    if (shown.awaitsRefund()) {
      deadlines.of(shown.id()).ifPresent(deadline -> show(deadline, locale, model));
    }
    Optional<Grant> grant = refunds.grantOf(shown.id());
    model.addAttribute("grant", grant.orElse(null));
    AccountNotice.show(accounts, shown.id(), locale, model);
    late.of(shown.id()).ifPresent(owed -> LateNotice.show(owed, accounts, locale, model));
    Optional<StoreCredit> credit = grant.flatMap(given -> credits.ofGrant(given.id()));
    model.addAttribute("credit", credit.orElse(null));
    model.addAttribute("codeShown", tokens.open(Purpose.RETURN, token).isPresent());
    // of what is too little to ask for the shopper hears nothing
    Optional<Overpayment> overpaid =
        overpayments.of(shown.id()).filter(found -> found.state() != Overpayment.State.WRITTEN_OFF);
    model.addAttribute("overpaid", overpaid.orElse(null));
    model.addAttribute("deductions", returns.deductions(shown.id()));
    boolean objectable = objections.objectable(shown);
    model.addAttribute("objectable", objectable);
    model.addAttribute("comment", comment);
    if (objectable) {
      LanguageForm.show("/r/" + shown.rmaNumber(), model);
    }
    model.addAttribute("objection", objections.ofReturn(shown.id()).orElse(null));
    model.addAttribute(
        "objectionDays", limits.days(TimeLimit.OBJECTION_LIMIT, returns.order(shown).country()));
    ReturnProgress progress = progress(shown);
    progress = exchange.map(progress::exchanging).orElse(progress);
    if (overpaid.filter(Overpayment::open).isPresent()) {
      progress = progress.overpaid();
    } else if (shown.open() && grant.filter(Grant::atDropOff).isPresent()) {
      progress = progress.paidAtDropOff(shown.goods());
    }
    model.addAttribute(
        "progress",
        progress.bringing(overpaid.isPresent() ? "even" : brought(grant, credit, exchange)));
    if (progress.awaitsLabel() && registeredJustNow(shown)) {
      // who has just confirmed sees the label come; what the page says decides and not whether
      // there is a parcel, as the label may have come after the return was read
      response.setHeader("Refresh", "3");
    }
    return "portal/status";
  }

  @PostMapping("/r/{rmaNumber}/objection")
  String object(
      @PathVariable String rmaNumber,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam(defaultValue = "") String comment) {
    ReturnCase shown = opened(rmaNumber, token);
    String outcome = "";
    try {
      objections.object(shown.id(), comment, "shopper");
    } catch (Problem tooLate) {
      outcome = "&objectionLate=true";
    }
    return "redirect:/r/" + rmaNumber + "?t=" + token + outcome;
  }

  /** A photo that something was taken off for, and no other. */
  @GetMapping("/r/{rmaNumber}/photos/{photoId}")
  ResponseEntity<byte[]> photo(
      @PathVariable String rmaNumber,
      @PathVariable UUID photoId,
      @RequestParam(name = "t", defaultValue = "") String token) {
    return returns
        .photoOfDeduction(opened(rmaNumber, token).id(), photoId)
        .map(Photo::content)
        .map(content -> ResponseEntity.ok().contentType(MediaType.IMAGE_JPEG).body(content))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  private ReturnProgress progress(ReturnCase shown) {
    ReturnProgress progress = ReturnProgress.of(shown, returns.stopping(shown.id()));
    Optional<String> waitsFor = AccountNotice.waitsFor(accounts, shown.id());
    if (waitsFor.isPresent()) {
      return progress.payingAnotherWay(waitsFor.get());
    }
    if (pickups.choosable(shown) && !pickups.freeSlots(shown.id()).isEmpty()) {
      return progress.choosingPickup();
    }
    return parcels.labelPdf(shown.id()).isPresent() ? progress : progress.labelSentByAgent();
  }

  private String brought(
      Optional<Grant> grant, Optional<StoreCredit> credit, Optional<Exchange> exchange) {
    if (credit.isPresent()) {
      return "credit";
    }
    if (grant.stream()
        .flatMap(given -> refunds.refundsOf(given.id()).stream())
        .anyMatch(refund -> refund.state() == Refund.State.CHARGED_BACK)) {
      return "charged-back";
    }
    if (grant.filter(given -> !given.amount().isPositive()).isEmpty()) {
      return "";
    }
    Optional<Exchange> completed = exchange.filter(Exchange::completed);
    if (completed.filter(sent -> exchanges.unpaid(sent).isPositive()).isPresent()) {
      return "exchange-unpaid";
    }
    if (completed.filter(sent -> sent.linkState() == Exchange.Link.PAID).isPresent()) {
      return "exchange-paid";
    }
    return completed.isPresent() ? "exchange" : "nothing";
  }

  private void showWayBack(ReturnCase shown, Model model) {
    Order order = returns.order(shown);
    Optional<String> code = shown.open() ? qrCodes.token(shown.id()) : Optional.empty();
    model.addAttribute("qrToken", code.orElse(null));
    model.addAttribute(
        "dropOffPoints",
        code.map(known -> points.near(order.country(), order.postcode())).orElse(List.of()));
    model.addAttribute(
        "keptAt",
        shown.open()
            ? qrCodes.keptAt(shown.id()).map(point -> nameOf(point, order)).orElse(null)
            : null);
    model.addAttribute("pickup", pickups.expected(shown.id()).orElse(null));
    model.addAttribute("changing", pickups.changingTo(shown).orElse(null));
    model.addAttribute(
        "slots", pickups.choosable(shown) ? pickups.freeSlots(shown.id()) : List.of());
    model.addAttribute(
        "otherSlots",
        pickups.rebookable(shown)
            ? pickups.freeSlots(shown.id()).stream()
                .filter(
                    free ->
                        pickups
                            .current(shown.id())
                            .filter(booked -> booked.slot().equals(free))
                            .isEmpty())
                .toList()
            : List.of());
  }

  /** As people know it; a point that is far from the order's address by the carrier's name. */
  private String nameOf(String point, Order order) {
    return points.near(order.country(), order.postcode()).stream()
        .filter(known -> known.id().equals(point))
        .map(known -> known.name() + ", " + known.address())
        .findFirst()
        .orElse(point);
  }

  @GetMapping("/r/{rmaNumber}/qr.png")
  ResponseEntity<byte[]> qrCode(
      @PathVariable String rmaNumber, @RequestParam(name = "t", defaultValue = "") String token) {
    ReturnCase shown = opened(rmaNumber, token);
    return qrCodes
        .png(shown.id())
        .map(png -> ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(png))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  @PostMapping("/r/{rmaNumber}/pickup")
  String choosePickup(
      @PathVariable String rmaNumber,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam(defaultValue = "") String slot) {
    ReturnCase shown = opened(rmaNumber, token);
    String outcome = "";
    try {
      pickups.choose(shown.id(), slot, "shopper");
    } catch (Problem taken) {
      outcome = "&slot-taken=true";
    }
    return "redirect:/r/" + rmaNumber + "?t=" + token + outcome;
  }

  private void show(Exchange exchange, ReturnCase of, Locale locale, Model model) {
    List<Exchange.Unit> units = exchange.changeable() ? exchange.units() : List.of();
    List<ExchangeOffers.Shelf> found =
        exchangeOffers.insteadOf(units.stream().map(unit -> goods(of, unit)).toList(), "");
    Map<UUID, ExchangeOffers.Shelf> shelves = new HashMap<>();
    for (int i = 0; i < units.size(); i++) {
      shelves.put(units.get(i).id(), found.get(i).without(units.get(i).sku()));
    }
    model.addAttribute("exchange", exchange);
    model.addAttribute("shelves", shelves);
    model.addAttribute(
        "payUntil",
        exchange.linkUntil() == null
            ? ""
            : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(exchange.linkUntil().atZone(Market.zone(returns.order(of).country()))));
  }

  /** What is wanted stands beside the list and not in it. */
  private static ExchangeOffers.Goods goods(ReturnCase of, Exchange.Unit unit) {
    ReturnUnit piece = of.unit(unit.returnUnitId());
    return new ExchangeOffers.Goods(of.brand(), piece.sku(), piece.value(), 1, "");
  }

  @PostMapping("/r/{rmaNumber}/exchange/choice")
  String choose(
      @PathVariable String rmaNumber,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam UUID unit,
      @RequestParam String sku) {
    ReturnCase shown = opened(rmaNumber, token);
    return tried(
        rmaNumber, token, () -> exchanges.choose(shown.id(), unit, sku.strip(), "shopper"));
  }

  /** The money is the alternative until something is shipped (CRD Art. 13(1)). */
  @PostMapping("/r/{rmaNumber}/exchange/refund")
  String refundInstead(
      @PathVariable String rmaNumber, @RequestParam(name = "t", defaultValue = "") String token) {
    ReturnCase shown = opened(rmaNumber, token);
    return tried(rmaNumber, token, () -> exchanges.refundInstead(shown.id(), "shopper"));
  }

  private static String tried(String rmaNumber, String token, Runnable change) {
    String outcome = "";
    try {
      change.run();
    } catch (Problem tooLate) {
      outcome = "&exchangeLate=true";
    }
    return "redirect:/r/" + rmaNumber + "?t=" + token + outcome;
  }

  static void show(RefundDeadline deadline, Locale locale, Model model) {
    if (deadline.dueOn() == null) {
      model.addAttribute(
          "dueText", deadline.startsWith() == Start.RECEIPT ? "after-receipt" : "after-sending");
    } else {
      model.addAttribute("dueText", "by");
      model.addAttribute(
          "dueOn",
          DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
              .withLocale(locale)
              .format(deadline.dueOn()));
    }
  }

  @GetMapping("/r/{rmaNumber}/label.pdf")
  ResponseEntity<byte[]> label(
      @PathVariable String rmaNumber,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam(defaultValue = "1") int parcel) {
    ReturnCase shown = opened(rmaNumber, token);
    return parcels
        .labelPdf(shown.id(), parcel)
        .map(
            pdf ->
                ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_PDF)
                    .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "inline; filename=\"return-label-" + rmaNumber + ".pdf\"")
                    .body(pdf))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  @PostMapping("/r/{rmaNumber}/cancel")
  String cancel(
      @PathVariable String rmaNumber, @RequestParam(name = "t", defaultValue = "") String token) {
    ReturnCase shown = opened(rmaNumber, token);
    String outcome = cancellable(shown) ? "" : "&late=true";
    try {
      if (outcome.isEmpty()) {
        returns.requestCancellation(shown.id(), "shopper");
      }
    } catch (Problem tooLate) {
      outcome = "&late=true";
    }
    return "redirect:/r/" + rmaNumber + "?t=" + token + outcome;
  }

  /**
   * Once the hold paid for new pieces that were sent ahead, nothing is left to call off: the old
   * ones may come and are paid back, or stay.
   */
  private boolean cancellable(ReturnCase shown) {
    return shown.cancellable()
        && exchanges
            .ofReturn(shown.id())
            .filter(exchange -> exchange.state() == Exchange.State.BOUGHT)
            .isEmpty();
  }

  private boolean registeredJustNow(ReturnCase shown) {
    return shown.registeredAt().isAfter(clock.instant().minus(LABEL_USUALLY_WITHIN));
  }

  private ReturnCase opened(String rmaNumber, String token) {
    return tokens
        .open(Purpose.RETURN, token)
        .or(() -> tokens.open(Purpose.FOUND, token))
        .map(returns::get)
        .filter(found -> found.rmaNumber().equals(rmaNumber))
        .orElseThrow(() -> new LinkNotOpen(brandOf(token)));
  }

  private @Nullable String brandOf(String token) {
    return tokens
        .openedOnce(Purpose.RETURN, token)
        .or(() -> tokens.openedOnce(Purpose.FOUND, token))
        .map(returns::get)
        .map(ReturnCase::brand)
        .orElse(null);
  }
}
