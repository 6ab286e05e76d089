package io.retour.claims;

import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Outcome;
import io.retour.claims.Claim.Remedy;
import io.retour.orders.Order;
import io.retour.orders.OrderCalendar;
import io.retour.orders.OrderDates;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.policy.ReturnPolicy;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.returns.CaseHistory;
import io.retour.returns.ConformityTime;
import io.retour.returns.PiecesWithdrawn;
import io.retour.returns.ReturnStore;
import io.retour.shared.Brands;
import io.retour.shared.Market;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What can be said and asked about claims. Each method is one transaction and may be called again
 * with the same input without a second effect.
 */
@Service
@Transactional
public class Claims {

  /** More would only fill the case file. */
  private static final int MOST_PHOTOS = 10;

  private final ClaimStore store;
  private final Orders orders;
  private final OrderCalendar calendar;
  private final ReturnStore pieces;
  private final Replacements replacements;
  private final CaseHistory history;
  private final ApplicationEventPublisher events;
  private final ReturnPolicy policy;
  private final TimeLimits timeLimits;
  private final Clock clock;

  Claims(
      ClaimStore store,
      Orders orders,
      OrderCalendar calendar,
      ReturnStore pieces,
      Replacements replacements,
      CaseHistory history,
      ApplicationEventPublisher events,
      ReturnPolicy policy,
      TimeLimits timeLimits,
      Clock clock) {
    this.store = store;
    this.orders = orders;
    this.calendar = calendar;
    this.pieces = pieces;
    this.replacements = replacements;
    this.history = history;
    this.events = events;
    this.policy = policy;
    this.timeLimits = timeLimits;
    this.clock = clock;
  }

  /**
   * Keeps a claim as it was stated and starts its process.
   *
   * @param photos what shows the trouble, cleaned of metadata
   * @throws Problem when fewer of the pieces are free than are claimed, since a piece is in one
   *     return or one claim at a time; or when something is said to have arrived of an order that
   *     was not delivered
   */
  public Claim raise(ClaimDraft draft, List<ClaimPhoto> photos) {
    Order order = draft.order();
    orders.lock(order.id());
    Optional<Claim> existing = store.find(draft.claimId());
    if (existing.isPresent()) {
      if (!existing.get().orderId().equals(order.id())) {
        throw Problem.conflict("id-taken", "Another claim has this id.");
      }
      return existing.get();
    }
    if (!kinds(order).contains(draft.kind())) {
      throw Problem.invalid(
          "not-delivered-yet", "kind", "This order was not delivered yet; choose NEVER_ARRIVED.");
    }
    Claim raised =
        new Claim(
            draft.claimId(),
            ClaimNumber.next(),
            order.id(),
            order.brand(),
            draft.kind(),
            draft.comment(),
            draft.language(),
            draft.raisedBy(),
            clock.instant(),
            draft.wishedRemedy(),
            null,
            null,
            units(draft));
    store.add(raised);
    photos.forEach(store::addPhoto);
    history.note(raised.id(), draft.raisedBy(), "claim-raised", draft.kind().name());
    events.publishEvent(
        new ClaimRaised(raised.id(), raised.number(), raised.brand(), raised.kind()));
    return raised;
  }

  /** Of each line the lowest numbers that nothing else holds, each with what it replaces. */
  private List<ClaimUnit> units(ClaimDraft draft) {
    Order order = draft.order();
    Set<String> held =
        pieces.heldPieces(draft.lines().stream().map(OrderPieces::orderLineId).toList());
    Map<String, UUID> madeGoodBefore = new HashMap<>();
    store.ofOrders(List.of(order.id())).stream()
        .flatMap(earlier -> earlier.units().stream())
        .filter(ClaimUnit::mended)
        .forEach(unit -> madeGoodBefore.put(unit.piece(), unit.id()));
    Map<String, Money> reduced = pieces.reducedPieces(order.id());
    Money zero = Money.zero(order.currency());
    List<ClaimUnit> units = new ArrayList<>();
    for (int i = 0; i < draft.lines().size(); i++) {
      OrderPieces line = draft.lines().get(i);
      OrderLine bought = order.line(line.orderLineId()).orElseThrow();
      int taken = 0;
      for (int unitNo = 1; unitNo <= bought.quantity() && taken < line.quantity(); unitNo++) {
        String piece = bought.id() + "#" + unitNo;
        if (!held.contains(piece)) {
          units.add(
              new ClaimUnit(
                  UUID.randomUUID(),
                  bought.id(),
                  unitNo,
                  bought.sku(),
                  bought.title(),
                  bought.category(),
                  order
                      .paidForUnit(bought.id(), unitNo)
                      .minus(reduced.getOrDefault(piece, zero))
                      .max(zero),
                  madeGoodBefore.get(piece),
                  null,
                  "",
                  null,
                  null));
          taken++;
        }
      }
      if (taken < line.quantity()) {
        throw Problem.invalid(
            "piece-not-free",
            "lines[%d]".formatted(i),
            "Only %d of these can be claimed; the others are in a return or another claim."
                .formatted(taken));
      }
    }
    return units;
  }

  @Transactional(readOnly = true)
  public Optional<Claim> find(UUID claimId) {
    return store.find(claimId);
  }

  public Claim get(UUID claimId) {
    return store.find(claimId).orElseThrow(Claims::unknown);
  }

  @Transactional(readOnly = true)
  public Optional<Claim> findByNumber(String number) {
    return store.findByNumber(number);
  }

  @Transactional(readOnly = true)
  public Claim byNumber(String number) {
    return store.findByNumber(number).orElseThrow(Claims::unknown);
  }

  /** Of these brands only, newest first. */
  @Transactional(readOnly = true)
  public List<Claim> newest(Brands of, int limit) {
    return store.newest(of, limit);
  }

  /** Oldest first. */
  @Transactional(readOnly = true)
  public List<Claim> ofOrder(UUID orderId) {
    return store.ofOrders(List.of(orderId));
  }

  @Transactional(readOnly = true)
  public Order order(Claim of) {
    return orders.byId(of.orderId()).orElseThrow(Claims::unknown);
  }

  /** The ids of its photos; what they show is large and is read one by one. */
  @Transactional(readOnly = true)
  public List<UUID> photos(UUID claimId) {
    return store.photos(claimId);
  }

  @Transactional(readOnly = true)
  public Optional<ClaimPhoto> photo(UUID claimId, UUID photoId) {
    return store.photo(claimId, photoId);
  }

  @Transactional(readOnly = true)
  public List<CaseHistory.Event> history(UUID claimId) {
    return history.of(claimId);
  }

  /** What the table {@code claim-remedy} looks at, as it was when the claim was raised. */
  @Transactional(readOnly = true)
  public ClaimFacts facts(UUID claimId) {
    Claim claim = get(claimId);
    Order order = order(claim);
    int earlier =
        (int)
            store.ofOrders(orders.ofSameShopper(order).stream().map(Order::id).toList()).stream()
                .filter(other -> other.raisedAt().isBefore(claim.raisedAt()))
                .filter(other -> !other.id().equals(claimId))
                .count();
    return new ClaimFacts(
        claim.kind().name(),
        order.country(),
        Market.legalRegion(order.country()).name(),
        order.consumer(),
        order.currency().getCurrencyCode(),
        claim.value().minor(),
        evidence(claim),
        daysSinceDelivery(claim, order),
        deliveredOn(claim) != null,
        earlier,
        inStock(claim));
  }

  /** A photo shows damage or a wrong product; what is missing can only be told. */
  private String evidence(Claim claim) {
    boolean given =
        claim.kind().visible() ? !store.photos(claim.id()).isEmpty() : !claim.comment().isBlank();
    return given ? "GIVEN" : "NONE";
  }

  private boolean inStock(Claim claim) {
    Map<String, Integer> wanted = new HashMap<>();
    claim.units().forEach(unit -> wanted.merge(unit.sku(), 1, Integer::sum));
    return wanted.entrySet().stream()
        .allMatch(each -> replacements.available(each.getKey(), each.getValue()));
  }

  /**
   * When the claimed pieces came, the last of them if they came apart; absent while one is still to
   * come. A day that was told after the order counts like one that came with it.
   */
  @Transactional(readOnly = true)
  @Nullable LocalDate deliveredOn(Claim claim) {
    OrderDates dates = calendar.of(order(claim));
    LocalDate last = null;
    for (ClaimUnit unit : claim.units()) {
      LocalDate day = dates.deliveredOn(unit.orderLineId());
      if (day == null) {
        return null;
      }
      last = last == null || day.isAfter(last) ? day : last;
    }
    return last;
  }

  private int daysSinceDelivery(Claim claim, Order order) {
    LocalDate deliveredOn = deliveredOn(claim);
    return deliveredOn == null
        ? -1
        : (int) Math.max(0, ChronoUnit.DAYS.between(deliveredOn, raisedOn(claim, order)));
  }

  private static LocalDate raisedOn(Claim claim, Order order) {
    ZoneId zone = Market.zone(order.country());
    return claim.raisedAt().atZone(zone).toLocalDate();
  }

  /** What is asked about a defective piece, as it was when the claim was raised. */
  @Transactional(readOnly = true)
  public ConformityFacts conformityFacts(UUID claimId) {
    Claim claim = get(claimId);
    Order order = order(claim);
    ClaimUnit unit = claim.units().getFirst();
    List<ClaimUnit> before = madeGoodBefore(claim, unit);
    LocalDate raisedOn = raisedOn(claim, order);
    ConformityTime time = ConformityTime.of(order, deliveredOn(claim), raisedOn);
    return new ConformityFacts(
        time.law(),
        order.country(),
        order.currency().getCurrencyCode(),
        claim.value().minor(),
        time.daysSinceDelivery(),
        time.monthsSinceDelivery(),
        before.stream()
            .map(ClaimUnit::liableUntil)
            .filter(Objects::nonNull)
            .anyMatch(until -> !until.isBefore(raisedOn)),
        (int) before.stream().filter(earlier -> earlier.remedy() == Remedy.REPAIR).count(),
        before.size(),
        inStock(claim),
        wish(claim),
        battery(claim, order),
        claim.kind().reason().name());
  }

  private static String battery(Claim claim, Order order) {
    return claim.units().stream()
        .map(unit -> order.line(unit.orderLineId()).orElseThrow().battery())
        .filter(battery -> battery != OrderLine.Battery.NONE)
        .findFirst()
        .orElse(OrderLine.Battery.NONE)
        .name();
  }

  /** Whether a battery that no parcel service takes is among the claimed pieces. */
  @Transactional(readOnly = true)
  public boolean damagedBattery(Claim claim) {
    return policy.damagedBattery(battery(claim, order(claim)), claim.kind().reason().name());
  }

  /** NONE when the shopper left it open. */
  public static String wish(Claim claim) {
    Remedy wished = claim.wishedRemedy();
    return wished == null ? "NONE" : wished.name();
  }

  /**
   * What never arrived was late and not otherwise than agreed, so to send it again mends nothing.
   */
  private List<ClaimUnit> madeGoodBefore(Claim claim, ClaimUnit unit) {
    return store.ofOrders(List.of(claim.orderId())).stream()
        .filter(other -> !other.id().equals(claim.id()))
        .filter(other -> other.kind() != Claim.Kind.NEVER_ARRIVED)
        .filter(other -> other.raisedAt().isBefore(claim.raisedAt()))
        .flatMap(other -> other.units().stream())
        .filter(other -> other.piece().equals(unit.piece()) && other.mended())
        .toList();
  }

  /** Whether the shop would still send all pieces of this claim again. */
  @Transactional(readOnly = true)
  public boolean replaceable(Claim claim) {
    return inStock(claim);
  }

  /**
   * The shopper shows or tells more.
   *
   * @param comment added to what was said before, empty if none
   * @throws Problem when the claim has ended, or nothing is added
   */
  public void addEvidence(UUID claimId, List<ClaimPhoto> photos, String comment, String actor) {
    Claim claim = openClaim(claimId);
    if (photos.isEmpty() && comment.isBlank()) {
      throw Problem.invalid("evidence-missing", "photo", "Add a photo or tell more.");
    }
    if (store.photos(claimId).size() + photos.size() > MOST_PHOTOS) {
      throw Problem.invalid(
          "too-many-photos", "photo", "A claim takes at most %d photos.".formatted(MOST_PHOTOS));
    }
    photos.forEach(store::addPhoto);
    if (!comment.isBlank()) {
      String all = (claim.comment() + "\n" + comment).strip();
      if (all.length() > 2000) {
        throw Problem.invalid(
            "claim-comment-too-long", "comment", "Shorten the comment to 1000 characters.");
      }
      store.addComment(claimId, all);
    }
    history.note(claimId, actor, "claim-evidence", "");
    events.publishEvent(new ClaimNews.EvidenceGiven(claimId));
  }

  /**
   * The shopper chooses between what was offered.
   *
   * @throws Problem when the claim has ended, when nothing is to choose, or another choice was made
   */
  public void choose(UUID claimId, Remedy remedy, String actor) {
    Claim claim = openClaim(claimId);
    if (!claim.kind().choices().contains(remedy)) {
      throw Problem.invalid(
          "remedy-not-offered", "remedy", "Choose one of %s.".formatted(claim.kind().choices()));
    }
    Optional<String> before = noted(claimId, "claim-remedy-chosen");
    if (before.isPresent()) {
      if (before.get().equals(remedy.name())) {
        return;
      }
      throw Problem.conflict("remedy-chosen", "A remedy was chosen for this claim already.");
    }
    if (!askedFor(claim).equals(Optional.of("CHOICE"))) {
      throw Problem.conflict("remedy-not-offered", "There is nothing to choose for this claim.");
    }
    history.note(claimId, actor, "claim-remedy-chosen", remedy.name());
    events.publishEvent(new ClaimNews.RemedyChosen(claimId, remedy));
  }

  /**
   * The shopper does not agree with a no: a person looks again (GDPR Art. 22(3)). The claim takes
   * its pieces back, if nothing else holds them by now.
   *
   * @throws Problem when the claim was not rejected, the time for it is over, someone objected
   *     before, or a piece is in a return or another claim
   */
  public void object(UUID claimId, String why, String actor) {
    Claim current = store.findForChange(claimId).orElseThrow(Claims::unknown);
    if (noted(claimId, "claim-objected").isPresent()) {
      if (current.open()) {
        return;
      }
      throw notObjectable();
    }
    Instant closedAt = current.closedAt();
    if (current.outcome() != Outcome.REJECTED
        || closedAt == null
        || clock.instant().isAfter(closedAt.plus(objectionLimit(current)))) {
      throw notObjectable();
    }
    orders.lock(current.orderId());
    Set<String> held =
        pieces.heldPieces(current.units().stream().map(ClaimUnit::orderLineId).toList());
    if (current.units().stream().anyMatch(unit -> held.contains(unit.piece()))) {
      throw Problem.conflict(
          "piece-not-free", "One of these items is in a return or another claim by now.");
    }
    store.reopen(claimId);
    if (!why.isBlank()) {
      store.addComment(claimId, (current.comment() + "\n" + why).strip());
    }
    history.note(claimId, actor, "claim-objected", "");
    events.publishEvent(new ClaimNews.Objected(claimId));
  }

  private Duration objectionLimit(Claim claim) {
    return timeLimits.of(TimeLimit.OBJECTION_LIMIT, order(claim).country());
  }

  /** Whether the shopper can still object to the claim's rejection. */
  @Transactional(readOnly = true)
  public boolean objectable(Claim claim) {
    Instant closedAt = claim.closedAt();
    return claim.outcome() == Outcome.REJECTED
        && closedAt != null
        && clock.instant().isBefore(closedAt.plus(objectionLimit(claim)))
        && noted(claim.id(), "claim-objected").isEmpty();
  }

  /** What a person decided a no on, as the shopper reads it; empty without one. */
  @Transactional(readOnly = true)
  public String rejectionReason(Claim claim) {
    return history.of(claim.id()).stream()
        .filter(event -> event.kind().equals("claim-rejected"))
        .map(CaseHistory.Event::detail)
        .reduce("", (earlier, later) -> later);
  }

  /** What an agent found the fault to take off the value, as the shopper reads it. */
  @Transactional(readOnly = true)
  public String reductionReason(Claim claim) {
    return noted(claim.id(), "claim-reduction-named").orElse("");
  }

  /** Whether an agent found the fault to be only minor, so that the contract stands. */
  @Transactional(readOnly = true)
  public boolean onlyMinor(Claim claim) {
    return noted(claim.id(), "claim-only-minor").isPresent();
  }

  /** Whether the piece is to be sent in or collected, or is being repaired. */
  @Transactional(readOnly = true)
  public boolean repairing(Claim claim) {
    return claim.open()
        && noted(claim.id(), "repair-asked").isPresent()
        && noted(claim.id(), "repair-finished").isEmpty();
  }

  /**
   * Whether the shopper is asked for something: EVIDENCE, CHOICE, or nothing. Nothing any more when
   * the time for it is over: then an agent looks at what is there, or the money is on its way.
   */
  @Transactional(readOnly = true)
  public Optional<String> askedFor(Claim claim) {
    if (!claim.open()) {
      return Optional.empty();
    }
    String asked = "";
    for (CaseHistory.Event event : history.of(claim.id())) {
      switch (event.kind()) {
        case "claim-evidence-asked" -> asked = "EVIDENCE";
        case "claim-choice-asked" -> asked = "CHOICE";
        case "claim-evidence", "claim-evidence-overdue", "claim-remedy-chosen" -> asked = "";
        default -> asked = event.kind().startsWith("settlement-") ? "" : asked;
      }
    }
    return asked.isEmpty() ? Optional.empty() : Optional.of(asked);
  }

  /** The journey asks the shopper for something. */
  public void asked(UUID claimId, String what) {
    String kind = "claim-" + what.toLowerCase(Locale.ROOT) + "-asked";
    if (noted(claimId, kind).isEmpty()) {
      history.note(claimId, "journey", kind, "");
    }
  }

  /** The time for showing more is over; again changes nothing. */
  public void evidenceOverdue(UUID claimId) {
    if (noted(claimId, "claim-evidence-overdue").isEmpty()) {
      history.note(claimId, "journey", "claim-evidence-overdue", "");
    }
  }

  /**
   * Calls the claim off, so that its pieces are free: a claim never stands in the way of a right of
   * withdrawal (CRD Art. 9).
   *
   * @throws Problem when it has ended, or is being made good already
   */
  public void callOff(UUID claimId, String actor) {
    Claim current = store.findForChange(claimId).orElseThrow(Claims::unknown);
    if (current.outcome() == Outcome.CALLED_OFF) {
      return;
    }
    if (!callable(current)) {
      throw Problem.conflict(
          "claim-not-callable",
          "Claim %s has ended or is being made good.".formatted(current.number()));
    }
    store.close(claimId, Outcome.CALLED_OFF, clock.instant());
    history.note(claimId, actor, "claim-called-off", "");
    events.publishEvent(new ClaimNews.CalledOff(claimId));
  }

  /** A contract that the consumer withdrew from leaves nothing to claim; the price comes back. */
  @EventListener
  void on(PiecesWithdrawn withdrawn) {
    store.ofOrders(List.of(withdrawn.orderId())).stream()
        .filter(this::callable)
        .filter(
            claim ->
                claim.units().stream()
                    .allMatch(unit -> withdrawn.orderLineIds().contains(unit.orderLineId())))
        .forEach(claim -> callOff(claim.id(), "withdrawal"));
  }

  /** Whether the claim can still be called off. */
  @Transactional(readOnly = true)
  public boolean callable(Claim claim) {
    return claim.open() && noted(claim.id(), "claim-remedy-started").isEmpty();
  }

  /**
   * From here on the claim is made good and cannot be called off.
   *
   * @throws Problem when it was called off meanwhile
   */
  void startRemedy(UUID claimId) {
    openClaim(claimId);
    if (noted(claimId, "claim-remedy-started").isEmpty()) {
      history.note(claimId, "journey", "claim-remedy-started", "");
    }
  }

  /**
   * The repair partner reports.
   *
   * @param result REPAIRED or NOT_REPAIRABLE
   */
  public void repairFinished(UUID claimId, String result, String actor) {
    Claim claim = get(claimId);
    Optional<String> before = noted(claimId, "repair-finished");
    if (before.isPresent()) {
      if (before.get().equals(result)) {
        return;
      }
      throw Problem.conflict("repair-finished", "This repair was reported as " + before.get());
    }
    if (!claim.open() || noted(claimId, "repair-asked").isEmpty()) {
      throw Problem.conflict("no-repair", "Nothing of this claim is being repaired.");
    }
    history.note(claimId, actor, "repair-finished", result);
    events.publishEvent(new ClaimNews.RepairFinished(claimId, result));
  }

  /**
   * @param note what the person decided on; the shopper reads it
   */
  public void reject(UUID claimId, String note) {
    Claim current = store.findForChange(claimId).orElseThrow(Claims::unknown);
    if (current.outcome() != Outcome.REJECTED) {
      store.close(claimId, Outcome.REJECTED, clock.instant());
      history.note(claimId, "agent", "claim-rejected", note);
    }
  }

  public void close(UUID claimId) {
    Claim current = store.findForChange(claimId).orElseThrow(Claims::unknown);
    if (current.open()) {
      store.close(claimId, Outcome.SETTLED, clock.instant());
      history.note(claimId, "journey", "claim-closed", "");
    }
  }

  private Claim openClaim(UUID claimId) {
    Claim current = store.findForChange(claimId).orElseThrow(Claims::unknown);
    if (!current.open()) {
      throw Problem.conflict("claim-ended", "Claim %s has ended.".formatted(current.number()));
    }
    return current;
  }

  private Optional<String> noted(UUID claimId, String kind) {
    return history.of(claimId).stream()
        .filter(event -> event.kind().equals(kind))
        .map(CaseHistory.Event::detail)
        .findFirst();
  }

  private static Problem notObjectable() {
    return Problem.conflict("not-objectable", "There is nothing to object to any more.");
  }

  /** How many pieces of each order line can be claimed. */
  @Transactional(readOnly = true)
  public Map<UUID, Integer> claimable(Order order) {
    Set<String> held = pieces.heldPieces(order.lines().stream().map(OrderLine::id).toList());
    Map<UUID, Integer> free = new HashMap<>();
    for (OrderLine line : order.lines()) {
      int count = 0;
      for (int unitNo = 1; unitNo <= line.quantity(); unitNo++) {
        count += held.contains(line.id() + "#" + unitNo) ? 0 : 1;
      }
      free.put(line.id(), count);
    }
    return free;
  }

  /** What can be claimed of an order: before its delivery only that it never came. */
  @Transactional(readOnly = true)
  public List<Kind> kinds(Order order) {
    OrderDates dates = calendar.of(order);
    boolean somethingCame =
        order.lines().stream().anyMatch(line -> dates.deliveredOn(line.id()) != null);
    return somethingCame ? List.of(Kind.values()) : List.of(Kind.NEVER_ARRIVED);
  }

  /** What is answered when there is no such claim. */
  public static Problem unknown() {
    return Problem.notFound("claim-unknown", "There is no such claim.");
  }
}
