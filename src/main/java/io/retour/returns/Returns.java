package io.retour.returns;

import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.policy.DeductionLimit;
import io.retour.policy.LineAssessment;
import io.retour.policy.MethodOffer;
import io.retour.policy.ReturnFacts;
import io.retour.policy.ReturnPolicy;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnUnit.Authorisation;
import io.retour.returns.ReturnUnit.ChannelSync;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.shared.Brands;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What can be done with returns. Each method is one transaction and may be called again with the
 * same input without a second effect.
 */
@Service
@Transactional
public class Returns {

  private static final String OVERRIDE = "override";
  private static final UUID LAST_ID = new UUID(-1L, -1L);

  /** Of one piece; ten defects are more than a piece has. */
  private static final int MOST_PHOTOS = 10;

  /** The ways back on which a shopper goes to a drop-off point. */
  private static final Set<String> BROUGHT_TO_A_POINT = Set.of("PARCEL_DROP_OFF", "QR_DROP_OFF");

  private final ReturnStore store;
  private final Orders orders;
  private final FactCollector facts;
  private final ReturnPolicy policy;
  private final WaysCarried ways;
  private final RefundQuote quotes;
  private final ExchangeDesk exchanges;
  private final CaseHistory history;
  private final StatedPieces stated;
  private final AgreedCredits agreedCredits;
  private final DeductionReasons deductionReasons;
  private final ReasonDetails reasonDetails;
  private final OverrideProperties overrides;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Returns(
      ReturnStore store,
      Orders orders,
      FactCollector facts,
      ReturnPolicy policy,
      WaysCarried ways,
      RefundQuote quotes,
      ExchangeDesk exchanges,
      CaseHistory history,
      StatedPieces stated,
      AgreedCredits agreedCredits,
      DeductionReasons deductionReasons,
      ReasonDetails reasonDetails,
      OverrideProperties overrides,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.orders = orders;
    this.facts = facts;
    this.policy = policy;
    this.ways = ways;
    this.quotes = quotes;
    this.exchanges = exchanges;
    this.history = history;
    this.stated = stated;
    this.agreedCredits = agreedCredits;
    this.deductionReasons = deductionReasons;
    this.reasonDetails = reasonDetails;
    this.overrides = overrides;
    this.events = events;
    this.clock = clock;
  }

  /** What is possible for this draft now. */
  @Transactional(readOnly = true)
  public ReturnOffer offer(ReturnDraft draft) {
    return offer(draft, clock.instant(), false, false);
  }

  /** What is possible for this draft, had it been confirmed at that moment. */
  @Transactional(readOnly = true)
  public ReturnOffer offer(ReturnDraft draft, Instant at) {
    return offer(draft, at, false, false);
  }

  private ReturnOffer offer(ReturnDraft draft, Instant at, boolean withdrawn, boolean handedOver) {
    ReturnFacts now = facts.of(draft, at, withdrawn, handedOver);
    List<LineAssessment> lines =
        now.lines().stream().map(line -> policy.assess(now, line)).toList();
    String riskLevel = policy.riskLevel(now);
    List<MethodOffer> methods =
        new ArrayList<>(withNearestPoint(policy.methods(now, lines), draft));
    if (!draft.wantsExchange()) {
      policy.keeping(now, lines, riskLevel).ifPresent(methods::add);
    }
    Money fee =
        methods.stream()
            .filter(offer -> offer.method().equals(draft.method()))
            .findFirst()
            .map(offer -> new Money(offer.feeMinor(), draft.order().currency()))
            .orElse(Money.zero(draft.order().currency()));
    return new ReturnOffer(
        lines,
        methods,
        policy.resolution(now, lines, riskLevel, "REFUND"),
        policy.resolution(now, lines, riskLevel, "STORE_CREDIT"),
        policy.advance(now.brand(), riskLevel),
        quotes.quote(draft.order(), onGround(units(draft), lines), fee));
  }

  /** How far a shopper has to go is told of what is brought to a drop-off point. */
  private List<MethodOffer> withNearestPoint(List<MethodOffer> offers, ReturnDraft draft) {
    if (offers.stream().noneMatch(offer -> BROUGHT_TO_A_POINT.contains(offer.method()))) {
      return offers;
    }
    OptionalInt metres = ways.nearestPoint(draft.order().country(), draft.order().postcode());
    return metres.isEmpty()
        ? offers
        : offers.stream()
            .map(
                offer ->
                    BROUGHT_TO_A_POINT.contains(offer.method())
                        ? offer.withNearestPoint(metres.getAsInt())
                        : offer)
            .toList();
  }

  /**
   * Registers what was confirmed and starts its journey. What was not delivered yet becomes a
   * return of its own ({@link #stillToStop}): it is stopped on its way, and its money waits for no
   * parcel.
   *
   * @return the return with the registration's id
   * @throws Problem when an item cannot come back and nobody overrides that, with the code of every
   *     reason, or the method is not on offer
   */
  public ReturnCase register(Registration registration) {
    return register(registration, clock.instant(), false, true);
  }

  /**
   * Registers goods that were handed over already: at a counter, or in a parcel that nobody
   * announced. No way back is left to choose, so none has to be on offer and no fee is taken.
   *
   * @param handedOver when it happened, which can be before we learn of it (a till that was
   *     offline): the periods of the law and of the policy count to that moment (CRD Art. 11(2))
   */
  public ReturnCase registerArrived(Registration registration, Instant handedOver) {
    return register(registration, handedOver, true, true);
  }

  /** Registers what the recipient of a gift confirmed, who is not the consumer of the contract. */
  ReturnCase registerGift(Registration registration) {
    return register(registration, clock.instant(), false, false);
  }

  private ReturnCase register(
      Registration registration, Instant at, boolean arrived, boolean byConsumer) {
    ReturnDraft draft = registration.draft();
    Order order = draft.order();
    orders.lock(order.id());
    Optional<ReturnCase> existing = store.find(registration.returnId());
    if (existing.isPresent()) {
      if (!existing.get().orderId().equals(order.id())) {
        throw Problem.conflict("id-taken", "Another return has this id.");
      }
      return existing.get();
    }
    Withdrawal withdrawal = registration.withdrawal();
    ReturnOffer offer =
        withdrawal == null
            ? offer(draft, at, false, arrived)
            : offer(draft, withdrawal.sentAt(), true, false);
    if (registration.overrideReason() == null) {
      requirePossible(offer);
      if (!arrived && withdrawal == null) {
        requireNoneRidesAlong(offer);
      }
      if (draft.requestedResolution().equals("REFUND") && !offer.moneyBack()) {
        throw Problem.invalid(
            "resolution-not-offered", "resolution", "This return is settled in store credit.");
      }
    } else if (!arrived) {
      requireApart(draft, offer);
    }
    Money fee = new Money(arrived ? 0 : fee(offer, registration), order.currency());
    // what is promised goes by the fee that is taken, which may be less than the offer's
    Money refund = quotes.quote(order, onGround(units(draft), offer.lines()), fee).total();
    List<String> methods =
        arrived ? List.of() : offer.methods().stream().map(MethodOffer::method).toList();
    // who is given a gift, and who hands goods over, was shown no bonus
    Integer bonusShown =
        byConsumer && !arrived && draft.requestedResolution().equals("STORE_CREDIT")
            ? bonusShown(registration, offer)
            : null;
    Set<UUID> notDelivered =
        arrived || draft.wantsExchange() ? Set.of() : facts.notDelivered(draft);
    if (notDelivered.isEmpty() || notDelivered.size() == draft.lines().size()) {
      return enter(
          new Part(registration.returnId(), draft, fee, refund, methods, bonusShown),
          registration,
          at,
          byConsumer);
    }
    Set<UUID> delivered =
        draft.lines().stream()
            .map(ReturnDraft.Line::orderLineId)
            .filter(line -> !notDelivered.contains(line))
            .collect(Collectors.toSet());
    ReturnDraft toStop = draft.only(notDelivered).inOneParcel();
    Money stopped =
        quotes
            .quote(order, onGround(units(toStop), offer.lines()), Money.zero(order.currency()))
            .total()
            .min(refund);
    enter(
        new Part(
            partToStop(registration.returnId()),
            toStop,
            Money.zero(order.currency()),
            stopped,
            methods,
            bonusShown),
        registration,
        at,
        byConsumer);
    return enter(
        new Part(
            registration.returnId(),
            draft.only(delivered),
            fee,
            refund.minus(stopped),
            methods,
            bonusShown),
        registration,
        at,
        byConsumer);
  }

  private void keepDetail(ReturnCase registered, ReturnDraft.Line line, String actor) {
    ReasonDetail detail = line.detail();
    if (detail == null) {
      return;
    }
    List<ReturnUnit> pieces =
        registered.units().stream()
            .filter(unit -> unit.orderLineId().equals(line.orderLineId()))
            .toList();
    pieces.forEach(piece -> reasonDetails.keep(piece.id(), detail));
    history.note(
        registered.id(),
        actor,
        "reason-told",
        "%s: %s"
            .formatted(
                pieces.getFirst().title(),
                detail.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
  }

  /** Nobody agrees to less than what the page said. */
  private static int bonusShown(Registration registration, ReturnOffer offer) {
    int now = offer.credit().bonusPercent();
    Integer shown = registration.bonusShown();
    if (shown != null && shown > now) {
      throw Problem.conflict(
          "bonus-changed", "The bonus on store credit is %d %% by now.".formatted(now));
    }
    return now;
  }

  /**
   * What becomes one return.
   *
   * @param bonusShown percent on the store credit that was chosen, if any was
   */
  private record Part(
      UUID id,
      ReturnDraft draft,
      Money fee,
      Money quote,
      List<String> offeredMethods,
      @Nullable Integer bonusShown) {}

  private ReturnCase enter(Part part, Registration registration, Instant at, boolean byConsumer) {
    Order order = part.draft().order();
    Withdrawal withdrawal = registration.withdrawal();
    ReturnCase registered =
        new ReturnCase(
            part.id(),
            RmaNumber.next(),
            order.id(),
            order.brand(),
            order.channel(),
            registration.language(),
            part.draft().method(),
            part.draft().parcels(),
            part.offeredMethods(),
            part.draft().requestedResolution(),
            part.fee(),
            part.quote(),
            registration.registeredBy(),
            withdrawal == null ? at : withdrawal.receivedAt(),
            null,
            null,
            null,
            null,
            null,
            withdrawal,
            units(part.draft()));
    store.add(registered);
    if (byConsumer) {
      registered
          .units()
          .forEach(
              unit ->
                  stated.keep(
                      registered.id(),
                      unit.orderLineId(),
                      unit.unitNo(),
                      registered.statedAt(),
                      registered.registeredAt()));
    }
    if (part.bonusShown() != null) {
      agreedCredits.keep(registered.id(), part.bonusShown(), registered.registeredAt());
    }
    if (registration.exchange() != null) {
      exchanges.open(registered, order, registration.exchange());
    }
    registration.photos().stream()
        .filter(photo -> photo.returnId().equals(registered.id()))
        .forEach(store::addPhoto);
    history.note(registered.id(), registration.registeredBy(), "registered", "");
    part.draft().lines().forEach(line -> keepDetail(registered, line, registration.registeredBy()));
    if (registration.overrideReason() != null) {
      history.note(
          registered.id(), registration.registeredBy(), OVERRIDE, registration.overrideReason());
    }
    events.publishEvent(
        new ReturnRegistered(registered.id(), registered.rmaNumber(), registered.brand()));
    return registered;
  }

  /**
   * Who registered a return against the tables, if that needs the approval of a second person: when
   * all that came back of the order in this way is worth more than the limit. Several small returns
   * count together, so that splitting gains nothing. What lies here already is not held up.
   *
   * @return the user name, empty when no second person is needed
   */
  @Transactional(readOnly = true)
  public Optional<String> needsSecondPersonBesides(UUID returnId) {
    ReturnCase registered = get(returnId);
    if (registered.handedOver() || !overrides.secondPersonNeeded(overridden(registered))) {
      return Optional.empty();
    }
    return overriddenBy(returnId);
  }

  private Optional<String> overriddenBy(UUID returnId) {
    return history.of(returnId).stream()
        .filter(event -> event.kind().equals(OVERRIDE))
        .map(CaseHistory.Event::actor)
        .findFirst();
  }

  /** What was registered against the tables, of one order, up to this return and with it. */
  private Money overridden(ReturnCase upTo) {
    return store.ofOrders(List.of(upTo.orderId())).stream()
        .filter(other -> !other.registeredAt().isAfter(upTo.registeredAt()))
        .filter(other -> overriddenBy(other.id()).isPresent())
        .flatMap(other -> other.units().stream())
        .filter(unit -> !unit.returnableAgain())
        .map(ReturnUnit::value)
        .reduce(Money.zero(upTo.quotedRefund().currency()), Money::plus);
  }

  /**
   * What comes back under a right waits for nobody (CRD Art. 9, 14(1)), so what needs a second
   * person cannot come along with it.
   */
  private void requireApart(ReturnDraft draft, ReturnOffer offer) {
    Money value =
        units(draft).stream()
            .map(ReturnUnit::value)
            .reduce(Money.zero(draft.order().currency()), Money::plus);
    boolean underARight =
        offer.lines().stream().anyMatch(line -> !line.legalBasis().equals("VOLUNTARY"));
    boolean againstTheTables = offer.lines().stream().anyMatch(line -> !line.possible());
    if (underARight && againstTheTables && overrides.secondPersonNeeded(value)) {
      throw Problem.invalid(
          "override-apart",
          "lines",
          "Register the items that come back under a right in a return of their own; the others"
              + " need a second person.");
    }
  }

  private static UUID partToStop(UUID returnId) {
    return UUID.nameUUIDFromBytes(
        ("not delivered yet: " + returnId).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The return of what was not delivered yet when another return was registered with it, if there
   * was such a part.
   *
   * @param returnId the return that was registered with it
   */
  @Transactional(readOnly = true)
  public Optional<ReturnCase> stillToStop(UUID returnId) {
    return store.find(partToStop(returnId));
  }

  private static void requirePossible(ReturnOffer offer) {
    List<Problem.Part> parts = new ArrayList<>();
    for (int i = 0; i < offer.lines().size(); i++) {
      LineAssessment line = offer.lines().get(i);
      if (!line.possible()) {
        for (LineAssessment.Reason reason : line.reasons()) {
          parts.add(
              new Problem.Part(
                  "lines[%d]".formatted(i),
                  "This item cannot be returned: %s.".formatted(reason.code())));
        }
      }
    }
    if (parts.isEmpty()) {
      return;
    }
    long impossible = offer.lines().stream().filter(line -> !line.possible()).count();
    if (impossible == offer.lines().size()) {
      throw Problem.invalid("not-returnable", parts);
    }
    throw Problem.invalid(
        "not-returnable",
        "%d of %d items cannot be returned. Register the others without them."
            .formatted(impossible, offer.lines().size()),
        parts);
  }

  /**
   * Nobody may hold up what comes back under a right, so what a person has to see would pass unseen
   * beside it; the portal leaves it out and says so.
   */
  private static void requireNoneRidesAlong(ReturnOffer offer) {
    List<Problem.Part> parts = new ArrayList<>();
    for (int i = 0; i < offer.lines().size(); i++) {
      LineAssessment line = offer.lines().get(i);
      if (offer.staysOut(line)) {
        parts.add(
            new Problem.Part(
                "lines[%d]".formatted(i),
                "A person has to look at this item: %s.".formatted(line.codes())));
      }
    }
    if (!parts.isEmpty()) {
      throw Problem.invalid(
          "review-apart",
          "A person has to look at %d of %d items. Register them in a return of their own."
              .formatted(parts.size(), offer.lines().size()),
          parts);
    }
  }

  /**
   * A withdrawal is registered whether or not a way back is on offer (CRD Art. 9). It costs nothing
   * when an agent has to arrange the way, because nobody told its price beforehand (Art. 6(1)(i),
   * 6(6)).
   */
  private static long fee(ReturnOffer offer, Registration registration) {
    String method = registration.draft().method();
    if (registration.draft().wantsExchange()) {
      // policy: who takes other goods pays no return fee
      offered(offer, method);
      return 0;
    }
    return registration.withdrawal() == null
        ? offered(offer, method).feeMinor()
        : offer.method(method).map(MethodOffer::feeMinor).orElse(0L);
  }

  private static MethodOffer offered(ReturnOffer offer, String method) {
    return offer
        .method(method)
        .orElseThrow(
            () ->
                Problem.invalid(
                    "method-not-offered",
                    "method",
                    "Choose one of %s."
                        .formatted(offer.methods().stream().map(MethodOffer::method).toList())));
  }

  private static List<ReturnUnit> onGround(List<ReturnUnit> units, List<LineAssessment> lines) {
    Map<String, Ground> grounds =
        lines.stream()
            .collect(
                Collectors.toMap(
                    LineAssessment::lineId,
                    line -> new Ground(line.legalBasis(), line.furtherBasis())));
    return units.stream()
        .map(unit -> unit.withGround(grounds.get(unit.orderLineId().toString())))
        .toList();
  }

  /** What the next piece of a line is worth that would come back: a reduced price counts. */
  @Transactional(readOnly = true)
  public Money nextWorth(Order order, UUID orderLineId) {
    OrderLine line = order.line(orderLineId).orElseThrow();
    List<UUID> lineIds = List.of(orderLineId);
    return StatedPieces.free(line, 1, store.heldPieces(lineIds), stated.first(lineIds)).stream()
        .map(unitNo -> worth(order, line, unitNo, store.reducedPieces(order.id())))
        .findFirst()
        .orElseGet(() -> order.paidForUnit(orderLineId, 1));
  }

  /** What was paid for a piece, less what its price was reduced by. */
  private static Money worth(Order order, OrderLine line, int unitNo, Map<String, Money> reduced) {
    Money zero = Money.zero(order.currency());
    return order
        .paidForUnit(line.id(), unitNo)
        .minus(reduced.getOrDefault(StatedPieces.piece(line.id(), unitNo), zero))
        .max(zero);
  }

  /** The pieces of a draft, of those that nothing else holds. */
  private List<ReturnUnit> units(ReturnDraft draft) {
    Order order = draft.order();
    List<UUID> lineIds = draft.lines().stream().map(ReturnDraft.Line::orderLineId).toList();
    Set<String> held = store.heldPieces(lineIds);
    Map<String, Instant> said = stated.first(lineIds);
    Map<String, Money> reduced = store.reducedPieces(order.id());
    Money zero = Money.zero(order.currency());
    List<ReturnUnit> units = new ArrayList<>();
    for (ReturnDraft.Line line : draft.lines()) {
      OrderLine bought = order.line(line.orderLineId()).orElseThrow();
      for (int unitNo : StatedPieces.free(bought, line.quantity(), held, said)) {
        units.add(
            new ReturnUnit(
                UUID.randomUUID(),
                bought.id(),
                unitNo,
                bought.sku(),
                bought.title(),
                bought.category(),
                worth(order, bought, unitNo, reduced),
                line.reason(),
                line.comment(),
                null,
                null,
                Authorisation.REQUESTED,
                Reception.AWAITING,
                null,
                "",
                null,
                zero,
                true,
                Settlement.QUOTED,
                ChannelSync.NOT_NEEDED));
      }
    }
    return units;
  }

  /**
   * Keeps that a consumer spoke of pieces in a statement, whether or not another return holds them
   * by now: should that one end without them, the statement still counts.
   *
   * @param about the order lines and how many pieces of each
   * @param sentAt when it was sent (CRD Art. 11(2))
   * @param receivedAt when it reached the trader
   */
  public void stated(UUID statementId, ReturnDraft about, Instant sentAt, Instant receivedAt) {
    List<UUID> lineIds = about.lines().stream().map(ReturnDraft.Line::orderLineId).toList();
    Set<String> held = store.heldPieces(lineIds);
    Map<String, Instant> said = stated.first(lineIds);
    for (ReturnDraft.Line line : about.lines()) {
      OrderLine bought = about.order().line(line.orderLineId()).orElseThrow();
      List<Integer> meant =
          Stream.concat(
                  StatedPieces.free(bought, bought.quantity(), held, said).stream(),
                  IntStream.rangeClosed(1, bought.quantity()).boxed())
              .distinct()
              .limit(line.quantity())
              .toList();
      meant.forEach(unitNo -> stated.keep(statementId, bought.id(), unitNo, sentAt, receivedAt));
    }
  }

  @Transactional(readOnly = true)
  public ReturnCase get(UUID returnId) {
    return store.find(returnId).orElseThrow(Returns::unknown);
  }

  @Transactional(readOnly = true)
  public Optional<ReturnCase> find(UUID returnId) {
    return store.find(returnId);
  }

  @Transactional(readOnly = true)
  public ReturnCase byRmaNumber(String rmaNumber) {
    return findByRmaNumber(rmaNumber).orElseThrow(Returns::unknown);
  }

  @Transactional(readOnly = true)
  public Optional<ReturnCase> findByRmaNumber(String rmaNumber) {
    return store.findByRmaNumber(rmaNumber);
  }

  /**
   * Newest first.
   *
   * @param of of these brands only
   * @param cursor where an earlier page ended, as {@link #cursor} gave it, or absent for the first
   */
  @Transactional(readOnly = true)
  public List<ReturnCase> newest(Brands of, @Nullable String cursor, int limit) {
    if (cursor == null) {
      return store.before(of, Instant.parse("9999-12-31T00:00:00Z"), LAST_ID, limit);
    }
    try {
      int split = cursor.indexOf('_');
      return store.before(
          of,
          Instant.parse(cursor.substring(0, split)),
          UUID.fromString(cursor.substring(split + 1)),
          limit);
    } catch (RuntimeException malformed) {
      throw Problem.invalid("cursor-invalid", "cursor", "Use the cursor of the page before.");
    }
  }

  /** Names the place behind a return in the list. */
  public static String cursor(ReturnCase last) {
    return last.registeredAt() + "_" + last.id();
  }

  @Transactional(readOnly = true)
  public ReturnCase ofUnit(UUID unitId) {
    return get(store.findReturnOfUnit(unitId).orElseThrow(Returns::unknown));
  }

  @Transactional(readOnly = true)
  public List<ReturnCase> ofOrder(UUID orderId) {
    return store.ofOrders(List.of(orderId));
  }

  /** The return, held until the caller's transaction ends, so that one at a time changes it. */
  public ReturnCase lock(UUID returnId) {
    return store.findForChange(returnId).orElseThrow(Returns::unknown);
  }

  /** How many pieces of each order line may still be announced. */
  @Transactional(readOnly = true)
  public Map<UUID, Integer> returnable(Order order) {
    Set<String> held = store.heldPieces(order.lines().stream().map(OrderLine::id).toList());
    return order.lines().stream()
        .collect(Collectors.toMap(OrderLine::id, line -> FactCollector.free(line, held)));
  }

  @Transactional(readOnly = true)
  public List<PhotoCaption> photos(UUID returnId) {
    return store.photos(returnId);
  }

  @Transactional(readOnly = true)
  public Optional<Photo> photo(UUID returnId, UUID photoId) {
    return store.photo(returnId, photoId);
  }

  /** Whether an inspector took a photo of a piece: what a deduction under a withdrawal rests on. */
  @Transactional(readOnly = true)
  public boolean photographed(UUID unitId) {
    return store.photosOf(unitId) > 0;
  }

  /**
   * Keeps what an inspector photographed, once.
   *
   * @param photo of a piece of that return
   */
  public void addPhoto(Photo photo, String actor) {
    ReturnUnit unit = lock(photo.returnId()).unit(Objects.requireNonNull(photo.unitId()));
    if (store.hasPhoto(photo.id())) {
      return;
    }
    if (store.photosOf(unit.id()) >= MOST_PHOTOS) {
      throw Problem.conflict(
          "too-many-photos", "A piece takes at most %d photos.".formatted(MOST_PHOTOS));
    }
    store.addPhoto(photo);
    history.note(
        photo.returnId(),
        actor,
        "photographed",
        "%s no. %d: %s".formatted(unit.sku(), unit.unitNo(), photo.shows()));
  }

  /**
   * What was taken off a piece, as its shopper may see it.
   *
   * @param reason the agent's words; empty for what was taken off before they were kept
   * @param photos what the inspector saw
   */
  public record Deduction(ReturnUnit unit, String reason, List<PhotoCaption> photos) {}

  @Transactional(readOnly = true)
  public List<Deduction> deductions(UUID returnId) {
    List<ReturnUnit> lessened =
        get(returnId).units().stream().filter(unit -> unit.deduction().isPositive()).toList();
    List<PhotoCaption> photos = lessened.isEmpty() ? List.of() : store.photos(returnId);
    return lessened.stream()
        .map(
            unit ->
                new Deduction(
                    unit,
                    deductionReasons.of(unit.id()).orElse(""),
                    photos.stream().filter(photo -> photo.of(unit.id())).toList()))
        .toList();
  }

  /** A photo that something was taken off for, and no other. */
  @Transactional(readOnly = true)
  public Optional<Photo> photoOfDeduction(UUID returnId, UUID photoId) {
    return deductions(returnId).stream()
        .flatMap(deduction -> deduction.photos().stream())
        .filter(photo -> photo.id().equals(photoId))
        .findFirst()
        .flatMap(shown -> store.photo(returnId, shown.id()));
  }

  /**
   * The facts of what a statement withdraws, as of the moment it was sent.
   *
   * @param draft the items that it is about, whether or not they are in a return already
   */
  @Transactional(readOnly = true)
  public ReturnFacts facts(ReturnDraft draft, Instant sentAt) {
    return facts.of(draft, sentAt, false, false);
  }

  /** The facts of a registered return, for the journey. */
  @Transactional(readOnly = true)
  public ReturnFacts facts(UUID returnId) {
    ReturnCase registered = get(returnId);
    return facts.of(order(registered), registered);
  }

  /** The bonus in percent that the shopper saw when choosing store credit, if it was shown. */
  @Transactional(readOnly = true)
  public Optional<Integer> agreedBonus(UUID returnId) {
    return agreedCredits.bonusPercent(returnId);
  }

  /** Whether a battery that no parcel service takes is among a registered return's items. */
  @Transactional(readOnly = true)
  public boolean damagedBattery(UUID returnId) {
    ReturnFacts known = facts(returnId);
    return known.lines().stream().anyMatch(line -> policy.assess(known, line).damagedBattery());
  }

  /** The basis that protects the shopper most, of all items of a registered return. */
  @Transactional(readOnly = true)
  public String legalBasis(UUID returnId) {
    ReturnCase registered = get(returnId);
    if (registered.units().stream().noneMatch(unit -> unit.bases().isEmpty())) {
      return ReturnPolicy.strongestBasis(
          registered.units().stream().flatMap(unit -> unit.bases().stream()).toList());
    }
    ReturnFacts known = facts(returnId);
    return ReturnPolicy.strongestBasis(
        known.lines().stream()
            .flatMap(line -> policy.assess(known, line).bases().stream())
            .toList());
  }

  /**
   * When the trader was first told of these pieces: with this return, or with an earlier one whose
   * way back ended unused, or in which they did not come (CRD Art. 13(1) counts from there). Who
   * called a return off took the goods back for the time being, so that one does not count.
   */
  @Transactional(readOnly = true)
  public Instant noticeAt(UUID returnId) {
    ReturnCase of = get(returnId);
    Set<String> pieces = of.units().stream().map(ReturnUnit::piece).collect(Collectors.toSet());
    return ofOrder(of.orderId()).stream()
        .filter(
            other ->
                other.units().stream()
                    .filter(unit -> pieces.contains(unit.piece()))
                    .anyMatch(
                        unit ->
                            other.outcome() == Outcome.EXPIRED
                                // the one of several parcels that was not sent
                                || unit.reception() == Reception.EXPIRED
                                || !unit.accepted() && unit.didNotCome()))
        .map(ReturnCase::registeredAt)
        .filter(earlier -> earlier.isBefore(of.registeredAt()))
        .min(Comparator.naturalOrder())
        .orElse(of.registeredAt());
  }

  @Transactional(readOnly = true)
  public Order order(ReturnCase of) {
    return orders.byId(of.orderId()).orElseThrow(Returns::unknown);
  }

  public void processStarted(UUID returnId, long processInstanceKey) {
    store.processStarted(returnId, processInstanceKey);
  }

  /**
   * @param grounds by order line
   * @param warehouse to which it goes; absent when the journey did not ask
   * @param reviewNote what an agent who reviewed it noted, empty if nobody did
   */
  public void authorise(
      UUID returnId,
      Map<UUID, Ground> grounds,
      String riskLevel,
      @Nullable String warehouse,
      String reviewNote) {
    if (change(
        returnId,
        "journey",
        "authorised",
        (riskLevel + " " + reviewNote).strip(),
        r -> r.authorised(grounds, riskLevel, warehouse))) {
      events.publishEvent(new ReturnAuthorised(returnId));
    }
  }

  public void reject(UUID returnId, String note) {
    end(returnId, Outcome.REJECTED, "rejected", note);
  }

  /**
   * Ends a return whose pieces never came. It looks first, under the return's lock: what was handed
   * over meanwhile stays what it is.
   *
   * @return whether it has ended; false when a piece was seen on its way or here
   */
  public boolean expire(UUID returnId) {
    if (lock(returnId).cancellable()) {
      end(returnId, Outcome.EXPIRED, "expired", "");
    }
    return !get(returnId).open();
  }

  /**
   * The delivery was stopped: the pieces never left for the shopper, nothing comes back, and the
   * money waits for nothing.
   *
   * @param actor who did it
   * @param reference of the cancellation in the shop's order system, empty if there is none
   */
  public void shipmentStopped(UUID returnId, String actor, String reference) {
    if (change(returnId, actor, "shipment-stopped", reference, ReturnCase::shipmentStopped)) {
      events.publishEvent(new GoodsKnown(returnId));
    }
  }

  /** The goods had left: they come back the ordinary way. */
  public void shipmentLeft(UUID returnId, String actor, String note) {
    if (notedOnce(returnId, actor, "shipment-left", note)) {
      events.publishEvent(new GoodsKnown(returnId));
    }
  }

  /** Whether the shop learned meanwhile that any of the pieces was delivered. */
  @Transactional(readOnly = true)
  public boolean deliveredByNow(UUID returnId) {
    return facts(returnId).lines().stream().anyMatch(ReturnFacts.Line::delivered);
  }

  /** Whether it is still open if the goods can be stopped on their way to the shopper. */
  @Transactional(readOnly = true)
  public boolean stopping(UUID returnId) {
    return get(returnId).goods() == ReturnCase.Goods.NOTHING
        && !deliveredByNow(returnId)
        && history.of(returnId).stream().noneMatch(event -> event.kind().equals("shipment-left"));
  }

  /** The shopper keeps the pieces and is paid back all the same. */
  public void kept(UUID returnId) {
    change(returnId, "journey", "kept-by-customer", "", ReturnCase::kept);
  }

  public void close(UUID returnId) {
    end(returnId, Outcome.SETTLED, "closed", "");
  }

  /** Ends a called off return; what was handed over, or has ended otherwise, stays what it is. */
  public void cancelled(UUID returnId) {
    if (lock(returnId).cancellable()) {
      end(returnId, Outcome.CANCELLED, "cancelled", "");
    }
  }

  /**
   * Calls the return off. From this moment on no parcel is expected for it; the journey, which may
   * hear of it later, only undoes what was arranged.
   *
   * @throws Problem when something was handed over already
   */
  public void requestCancellation(UUID returnId, String actor) {
    ReturnCase current = store.findForChange(returnId).orElseThrow(Returns::unknown);
    if (current.outcome() == Outcome.CANCELLED) {
      return;
    }
    if (!current.cancellable()) {
      throw Problem.conflict(
          "not-cancellable",
          "Return %s can no longer be cancelled: it was handed over or has ended."
              .formatted(current.rmaNumber()));
    }
    history.note(returnId, actor, "cancellation-requested", "");
    cancelled(returnId);
    events.publishEvent(new ReturnCancellationRequested(returnId));
  }

  /** The parcel moved on; earlier or repeated news changes nothing. */
  public void parcelMoved(UUID returnId, Reception reception, String detail) {
    change(
        returnId,
        "carrier",
        reception.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        detail,
        r -> r.movedOn(reception));
  }

  /**
   * Only some of the parcels came in time; again changes nothing.
   *
   * @param lost whether one that was handed over is missing. Its pieces are settled as lost (CRD
   *     Art. 13(3)); pieces that were not sent can be announced again
   */
  public void partEnded(UUID returnId, boolean lost) {
    change(returnId, "journey", lost ? "part-lost" : "part-not-sent", "", r -> r.partEnded(lost));
  }

  /**
   * The pieces were handed over a counter; again changes nothing. Nobody pays for a parcel that was
   * never sent (CRD Art. 14(1): the shopper bears the direct cost of returning, and there was
   * none).
   */
  public void handedIn(UUID returnId, String actor, String where) {
    ReturnCase current = lock(returnId);
    String detail =
        current.cancellable() && current.quotedFee().isPositive()
            ? "%s, without the fee of %s".formatted(where, current.quotedFee())
            : where;
    change(returnId, actor, "handed-in", detail, ReturnCase::handedIn);
  }

  /** A parcel that counted as lost is here after all; its pieces can be inspected. */
  public void foundAfterLoss(UUID returnId, String actor, String detail) {
    change(returnId, actor, "found-after-loss", detail, ReturnCase::foundAfterLoss);
  }

  public void inspected(UUID unitId, Grade grade, String findings, String actor) {
    UUID returnId = store.findReturnOfUnit(unitId).orElseThrow(Returns::unknown);
    ReturnCase current = get(returnId);
    change(
        returnId,
        actor,
        "inspected",
        current.unit(unitId).sku() + " " + grade,
        r -> r.inspected(unitId, grade, findings));
  }

  public void dispositioned(UUID unitId, String disposition) {
    UUID returnId = store.findReturnOfUnit(unitId).orElseThrow(Returns::unknown);
    change(
        returnId,
        "journey",
        "dispositioned",
        get(returnId).unit(unitId).sku() + " " + disposition,
        r -> r.dispositioned(unitId, disposition));
  }

  /**
   * What an agent decided on an inspected piece. A piece under a right is accepted whatever the
   * agent says, unless it is missing or something else (ADR 7). Once it is decided that a refused
   * piece has no money it stays refused: another return may hold it by now (ADR 21).
   *
   * @return whether the piece counts as accepted
   * @throws Problem when more is taken off than the table refund-deduction allows, or without a
   *     reason
   */
  public boolean reviewed(UUID unitId, boolean accepted, long deductionMinor, String note) {
    UUID returnId = store.findReturnOfUnit(unitId).orElseThrow(Returns::unknown);
    ReturnCase current = get(returnId);
    ReturnUnit unit = current.unit(unitId);
    if (unit.settlement() == Settlement.NONE) {
      return false;
    }
    Money deduction = new Money(accepted ? deductionMinor : 0, current.quotedRefund().currency());
    String words = "%s no. %d: %s".formatted(unit.sku(), unit.unitNo(), note);
    if (!accepted && !unit.refusable()) {
      notedOnce(returnId, "agent", "refusal-overruled", words);
      change(
          returnId, "journey", "inspection-accepted", "", r -> r.reviewed(unitId, true, deduction));
      return true;
    }
    requireDeductible(current, unit, deduction, note);
    if (deduction.isPositive()) {
      deductionReasons.keep(unitId, note.strip(), clock.instant());
    }
    String kind = accepted ? "inspection-accepted" : "inspection-refused";
    if (!change(returnId, "agent", kind, words, r -> r.reviewed(unitId, accepted, deduction))) {
      // accepted without a deduction changes nothing on the piece, and yet somebody decided it
      notedOnce(returnId, "agent", kind, words);
    }
    return accepted;
  }

  /**
   * Nobody reviewed an inspected piece in time: what a right accepts anyway passes without a
   * deduction (ADR 6).
   */
  public void passesUnreviewed(UUID unitId) {
    UUID returnId = store.findReturnOfUnit(unitId).orElseThrow(Returns::unknown);
    ReturnCase current = get(returnId);
    ReturnUnit unit = current.unit(unitId);
    if (unit.settlement() == Settlement.NONE) {
      return;
    }
    String piece = "%s no. %d".formatted(unit.sku(), unit.unitNo());
    notedOnce(returnId, "journey", "inspection-review-overdue", piece);
    Money nothing = Money.zero(current.quotedRefund().currency());
    change(
        returnId, "journey", "inspection-accepted", piece, r -> r.reviewed(unitId, true, nothing));
  }

  private void requireDeductible(ReturnCase of, ReturnUnit unit, Money deduction, String note) {
    if (!deduction.isPositive()) {
      return;
    }
    if (note.isBlank()) {
      throw Problem.invalid(
          "deduction-without-reason",
          "inspectionNote",
          "Say why %s is taken off %s: the shopper reads it.".formatted(deduction, unit.sku()));
    }
    boolean photographed = photographed(unit.id());
    boolean informed = order(of).informed().ofWithdrawal();
    DeductionLimit limit =
        (unit.bases().isEmpty() ? List.of("VOLUNTARY") : unit.bases())
            .stream()
                .map(
                    basis ->
                        policy.deductionLimit(basis, informed, unit.valueLossSeen(), photographed))
                .min(Comparator.comparingInt(DeductionLimit::maxPercent))
                .orElseThrow();
    Money most = unit.value().basisPoints(limit.maxPercent() * 100, RoundingMode.DOWN);
    if (deduction.compareTo(most) > 0) {
      throw Problem.invalid(
          "deduction-not-allowed",
          "deductionMinor",
          "At most %s may be taken off %s: %s."
              .formatted(
                  most, unit.sku(), limit.rule().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
  }

  public void settlement(UUID returnId, Settlement settlement, String detail) {
    change(
        returnId,
        "journey",
        "settlement-" + settlement.name().toLowerCase(Locale.ROOT),
        detail,
        r -> r.settlement(settlement));
  }

  /**
   * The shopper paid back what had been refunded too early, so that no refused piece is paid any
   * more, and each can be announced again.
   */
  public void refusedIsPaidBack(UUID returnId) {
    String pieces =
        get(returnId).units().stream()
            .filter(unit -> !unit.accepted())
            .map(unit -> "%s no. %d".formatted(unit.sku(), unit.unitNo()))
            .collect(Collectors.joining(", "));
    change(returnId, "journey", "refused-pieces-free", pieces, ReturnCase::refusedIsPaidBack);
  }

  /**
   * Notes what can happen to a return only once.
   *
   * @return false when the timeline says just that already
   */
  public boolean notedOnce(UUID returnId, String actor, String kind, String detail) {
    store.findForChange(returnId).orElseThrow(Returns::unknown);
    if (history.of(returnId).stream()
        .anyMatch(event -> event.kind().equals(kind) && event.detail().equals(detail))) {
      return false;
    }
    history.note(returnId, actor, kind, detail);
    return true;
  }

  public void noted(UUID returnId, String actor, String kind, String detail) {
    history.note(returnId, actor, kind, detail);
  }

  private void end(UUID returnId, Outcome outcome, String kind, String detail) {
    Instant now = clock.instant();
    change(
        returnId, "journey", kind, detail, r -> r.outcome() == outcome ? r : r.ended(outcome, now));
  }

  private boolean change(
      UUID returnId,
      String actor,
      String kind,
      String detail,
      UnaryOperator<ReturnCase> operation) {
    ReturnCase current = store.findForChange(returnId).orElseThrow(Returns::unknown);
    ReturnCase changed = operation.apply(current);
    if (!changed.equals(current)) {
      store.update(changed);
      history.note(returnId, actor, kind, detail);
      if (changed.goods().ordinal() > current.goods().ordinal()) {
        events.publishEvent(new GoodsSeen(returnId, changed.goods()));
      }
      if (current.awaitsRefund() && !changed.awaitsRefund()) {
        events.publishEvent(new RefundNoLongerAwaited(returnId));
      }
      if (current.toSendBack().isEmpty() && !changed.toSendBack().isEmpty()) {
        events.publishEvent(new PiecesToSendBack(returnId, changed.rmaNumber()));
      }
      return true;
    }
    return false;
  }

  /** What is answered when there is no such return. */
  public static Problem unknown() {
    return Problem.notFound("return-unknown", "There is no such return.");
  }
}
