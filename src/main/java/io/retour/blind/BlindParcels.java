package io.retour.blind;

import io.retour.blind.BlindParcel.Outcome;
import io.retour.inventory.Stock;
import io.retour.logistics.Arrival;
import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.orders.SerialNumber;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.Returns;
import io.retour.shared.Brands;
import io.retour.shared.Market;
import io.retour.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records parcels that no return expects and finds out what they are. Whoever sent goods back
 * without announcing it does not lose them: the return is registered as of the day they came.
 */
@Service
@Transactional
public class BlindParcels {

  /** The way back of goods that nobody announced; no label of ours and no fee. */
  public static final String METHOD = "UNANNOUNCED";

  private static final Logger log = LoggerFactory.getLogger(BlindParcels.class);
  private static final int LONGEST_REFERENCE = 60;
  private static final int LONGEST_NOTE = 500;
  private static final int LONGEST_CONTENTS = 1000;

  private final BlindParcelStore store;
  private final ExtraPieceStore extras;
  private final CandidateSearch search;
  private final Orders orders;
  private final Returns returns;
  private final Parcels parcels;
  private final Stock stock;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  BlindParcels(
      BlindParcelStore store,
      ExtraPieceStore extras,
      CandidateSearch search,
      Orders orders,
      Returns returns,
      Parcels parcels,
      Stock stock,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.extras = extras;
    this.search = search;
    this.orders = orders;
    this.returns = returns;
    this.parcels = parcels;
    this.stock = stock;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What the warehouse sees of a parcel.
   *
   * @param reference what can be scanned on it
   * @param orderHint an order or return number found in it, empty if none
   * @param senderPostcode empty if unreadable
   * @param skus what lies in it, one for each piece
   * @param serials serial numbers that can be read on it; they stand for their pieces when no
   *     articles are named
   */
  public record Seen(
      String reference,
      String orderHint,
      String senderPostcode,
      List<String> skus,
      List<SerialNumber> serials,
      String notes) {

    /** Without serial numbers, as most goods have none. */
    public Seen(
        String reference,
        String orderHint,
        String senderPostcode,
        List<String> skus,
        String notes) {
      this(reference, orderHint, senderPostcode, skus, List.of(), notes);
    }

    /**
     * @throws Problem naming the field that is wrong
     */
    public Seen {
      reference = number(reference, "reference");
      orderHint = number(orderHint, "orderHint");
      senderPostcode = senderPostcode.replace(" ", "").toUpperCase(Locale.ROOT);
      skus =
          skus.stream()
              .map(sku -> sku.strip().toUpperCase(Locale.ROOT))
              .filter(Predicate.not(String::isEmpty))
              .toList();
      serials =
          serials.stream()
              .filter(Predicate.not(serial -> serial.value().isEmpty()))
              .distinct()
              .toList();
      if (serials.stream().anyMatch(serial -> serial.value().length() > LONGEST_REFERENCE)
          || serials.stream().mapToInt(serial -> serial.value().length() + 1).sum()
              > LONGEST_CONTENTS) {
        throw Problem.invalid(
            "serial-numbers-too-long",
            "serialNumbers",
            "Name fewer serial numbers, each of at most %d characters."
                .formatted(LONGEST_REFERENCE));
      }
      if (reference.isEmpty()) {
        throw Problem.invalid(
            "reference-missing", "reference", "Scan what is on the parcel, or give it a number.");
      }
      if (senderPostcode.length() > 16) {
        throw Problem.invalid("postcode-too-long", "senderPostcode", "This is no postcode.");
      }
      if (String.join("\n", skus).length() > LONGEST_CONTENTS) {
        throw Problem.invalid("too-many-pieces", "skus", "Name fewer pieces.");
      }
      if (notes.length() > LONGEST_NOTE) {
        throw Problem.invalid("notes-too-long", "notes", "Shorten the notes.");
      }
    }

    private static String number(String typed, String field) {
      String number = typed.strip().toUpperCase(Locale.ROOT);
      if (number.length() > LONGEST_REFERENCE) {
        throw Problem.invalid(
            "number-too-long", field, "Use at most %d characters.".formatted(LONGEST_REFERENCE));
      }
      return number;
    }
  }

  /**
   * Records a parcel, once for each reference, and starts its journey.
   *
   * @throws Problem when a running return expects this very parcel
   */
  public BlindParcel record(Seen seen, String actor) {
    parcels
        .returnOf(seen.reference())
        .filter(of -> parcels.expects(of) || parcels.expectsMore(of))
        .ifPresent(
            of -> {
              throw Problem.conflict(
                  "parcel-announced",
                  "Return %s expects this parcel; receive it.".formatted(of.rmaNumber()));
            });
    BlindParcel parcel =
        new BlindParcel(
            UUID.randomUUID(),
            seen.reference(),
            seen.orderHint(),
            seen.senderPostcode(),
            seen.skus(),
            seen.serials(),
            seen.notes(),
            actor,
            clock.instant(),
            null,
            null,
            "",
            null,
            null);
    if (store.add(parcel)) {
      events.publishEvent(new BlindParcelRecorded(parcel.id(), parcel.reference()));
    }
    return store.findByReference(seen.reference()).orElseThrow();
  }

  @Transactional(readOnly = true)
  public BlindParcel get(UUID id) {
    return store.find(id).orElseThrow(BlindParcels::unknown);
  }

  @Transactional(readOnly = true)
  public Optional<BlindParcel> find(UUID id) {
    return store.find(id);
  }

  @Transactional(readOnly = true)
  public BlindParcel byReference(String reference) {
    return store
        .findByReference(reference.strip().toUpperCase(Locale.ROOT))
        .orElseThrow(BlindParcels::unknown);
  }

  @Transactional(readOnly = true)
  public List<BlindParcel> newest(Brands of) {
    return store.newest(of);
  }

  @Transactional(readOnly = true)
  public List<Candidate> candidates(UUID id) {
    return search.of(get(id));
  }

  /** The candidate that can be trusted without a person: the only one with a sure sign. */
  public static Optional<Candidate> sure(List<Candidate> candidates) {
    List<Candidate> sure =
        candidates.stream().filter(candidate -> candidate.evidence().sure()).toList();
    return sure.size() == 1 ? Optional.of(sure.getFirst()) : Optional.empty();
  }

  /**
   * The order that a person named.
   *
   * @param number an order number, or with its brand as in {@code lumen/L-1001}
   * @throws Problem when there is none, or one in several brands
   */
  @Transactional(readOnly = true)
  public UUID orderNumbered(String number) {
    List<Order> found = search.numbered(number.strip());
    if (found.size() != 1) {
      throw Problem.invalid(
          found.isEmpty() ? "order-unknown" : "order-ambiguous",
          "orderNumber",
          found.isEmpty()
              ? "No shop has an order %s.".formatted(number)
              : "Several shops have an order %s; write shop/number.".formatted(number));
    }
    return found.getFirst().id();
  }

  /**
   * The parcel belongs to that order. An expected return gets it; one that counted as lost is
   * settled already and only gets its goods looked at; else a return is registered as of the day
   * the parcel came. The same parcel again gives the same answer.
   *
   * @param skus what lies in it, if that became known since; empty for what was recorded
   * @param note why a person decided so; absent when the match was sure. With a note a return is
   *     registered even if the tables would not allow it, and an agent reviews it
   * @throws Problem when no return can be registered for its contents
   */
  public BlindParcel identify(UUID id, UUID orderId, List<String> skus, @Nullable String note) {
    BlindParcel parcel = store.findForChange(id).orElseThrow(BlindParcels::unknown);
    if (parcel.outcome() != null) {
      return parcel;
    }
    // two parcels of one order are identified one after the other: a return gets one of them
    orders.lock(orderId);
    Order order = orders.byId(orderId).orElseThrow(BlindParcels::unknown);
    Map<UUID, Integer> bySerial = search.linesOf(parcel.serials(), orderId);
    List<String> seen = parcel.skus().isEmpty() ? skus(bySerial, order) : parcel.skus();
    List<String> contents = skus.isEmpty() ? seen : skus;
    List<ReturnCase> earlier = returns.ofOrder(orderId);
    Optional<ExtraPiece> extra = extras.find(id);
    Predicate<ReturnCase> fits = fitting(parcel, contents, extra.isPresent());
    Optional<ReturnCase> lost = earlier.stream().filter(ReturnCase::lost).filter(fits).findFirst();
    Optional<ReturnCase> awaited =
        earlier.stream()
            .filter(parcels::expects)
            .filter(fits)
            .filter(of -> extra.isEmpty() || note != null || isAllOf(of, contents))
            .findFirst();
    String actor = note == null ? "journey" : "agent";
    UUID returnId;
    Outcome outcome;
    if (lost.isPresent()) {
      returnId = lost.get().id();
      outcome = Outcome.AFTER_LOSS;
      returns.foundAfterLoss(returnId, actor, parcel.reference());
      parcels.tookIn(returnId, "", parcel.recordedBy());
    } else if (awaited.isPresent()) {
      returnId = awaited.get().id();
      outcome = Outcome.RECEIVED;
      parcels.receiveFor(returnId, actor);
    } else {
      returnId = register(parcel, extra, order, contents, bySerial.keySet(), earlier, note);
      outcome = Outcome.REGISTERED;
    }
    extra.ifPresent(
        it ->
            returns.noted(
                it.foundIn(),
                actor,
                "extra-identified",
                "%s is of return %s".formatted(it.reference(), returns.get(returnId).rmaNumber())));
    store.decided(id, outcome, returnId, shortened(note == null ? "" : note), clock.instant());
    return get(id);
  }

  /** The articles that serial numbers stand for, one for each piece. */
  private static List<String> skus(Map<UUID, Integer> pieces, Order order) {
    return order.lines().stream()
        .flatMap(
            line -> Collections.nCopies(pieces.getOrDefault(line.id(), 0), line.sku()).stream())
        .toList();
  }

  /**
   * A closed parcel can only be that of the return whose number is on it. An extra lay in an open
   * one, and what nobody could read the number of fits nothing.
   */
  private Predicate<ReturnCase> fitting(
      BlindParcel parcel, List<String> contents, boolean isExtra) {
    if (contents.isEmpty() && isExtra) {
      return of -> false;
    }
    if (contents.isEmpty()) {
      Optional<UUID> named = named(parcel);
      return of -> named.filter(of.id()::equals).isPresent();
    }
    return of -> holds(of, contents);
  }

  /**
   * Whether an extra is the whole of a return that waits for it. A return of more pieces still
   * waits for the others, and one that was sent already comes in a parcel of its own.
   */
  private static boolean isAllOf(ReturnCase of, List<String> skus) {
    return of.goods() == ReturnCase.Goods.NOTHING && of.units().size() == skus.size();
  }

  /** What a return refused, or what was not sent for it, it holds no more. */
  private static boolean holds(ReturnCase of, List<String> skus) {
    List<String> pieces =
        new ArrayList<>(
            of.units().stream()
                .filter(unit -> !unit.returnableAgain())
                .map(unit -> unit.sku().toUpperCase(Locale.ROOT))
                .toList());
    return skus.stream().allMatch(sku -> pieces.remove(sku.toUpperCase(Locale.ROOT)));
  }

  private UUID register(
      BlindParcel parcel,
      Optional<ExtraPiece> extra,
      Order order,
      List<String> skus,
      Set<UUID> linesBySerial,
      List<ReturnCase> earlier,
      @Nullable String note) {
    Map<UUID, Integer> returnable = returns.returnable(order);
    List<String> contents = skus.isEmpty() && extra.isEmpty() ? asAnnounced(parcel, earlier) : skus;
    if (contents.isEmpty()) {
      throw Problem.invalid(
          "contents-unknown",
          "skus",
          extra.isEmpty()
              ? "Open the parcel and say which articles lie in it."
              : "No article number could be read; say which article it is.");
    }
    if (!Contents.fit(contents, order, returnable)) {
      requireDecided(contents, earlier);
    }
    ReturnDraft draft =
        new ReturnDraft(
            order, Contents.lines(contents, order, returnable, linesBySerial), METHOD, "REFUND");
    ReturnDraft asked = draft;
    Instant at = extra.map(it -> cameBack(it, asked)).orElse(parcel.recordedAt());
    if (!returns.offer(draft, at).moneyBack()) {
      draft = draft.with(METHOD, "STORE_CREDIT");
    }
    UUID returnId =
        UUID.nameUUIDFromBytes(("blind:" + parcel.id()).getBytes(StandardCharsets.UTF_8));
    String language =
        earlier.isEmpty() ? Market.language(order.country()) : earlier.getFirst().language();
    returns.registerArrived(
        new Registration(
            returnId,
            draft,
            List.of(),
            language,
            parcel.recordedBy(),
            note == null ? null : "Unannounced parcel identified: " + note,
            null,
            null),
        at);
    returns.parcelMoved(returnId, Reception.DELIVERED, parcel.reference());
    parcels.tookIn(returnId, "", parcel.recordedBy());
    return returnId;
  }

  /**
   * A piece that did not come with its return may come while nobody has decided yet what that means
   * for the money, or after it was paid all the same.
   */
  private static void requireDecided(List<String> contents, List<ReturnCase> earlier) {
    earlier.stream()
        .filter(
            of ->
                of.units().stream()
                    .filter(ReturnUnit::didNotCome)
                    .filter(unit -> !unit.returnableAgain())
                    .anyMatch(unit -> contents.stream().anyMatch(unit.sku()::equalsIgnoreCase)))
        .findFirst()
        .ifPresent(
            of -> {
              throw awaitsDecision(of, contents)
                  ? Problem.conflict(
                      "return-undecided",
                      ("Return %s still waits for this piece, which did not come with it. Review it"
                              + " there, and identify this parcel when that return is settled.")
                          .formatted(of.rmaNumber()))
                  : Problem.conflict(
                      "return-paid",
                      ("Return %s was paid for this piece, although it did not come with it. If the"
                              + " shopper is asked to pay that back, let it be; nothing more is"
                              + " due, and this parcel can be set aside.")
                          .formatted(of.rmaNumber()));
            });
  }

  /** A return stays open while what was overpaid is asked back; its pieces are decided by then. */
  private static boolean awaitsDecision(ReturnCase of, List<String> contents) {
    return of.open()
        && of.units().stream()
            .filter(ReturnUnit::didNotCome)
            .filter(unit -> contents.stream().anyMatch(unit.sku()::equalsIgnoreCase))
            .anyMatch(unit -> unit.settlement() == ReturnUnit.Settlement.QUOTED);
  }

  /**
   * As of when an extra came back: the day its parcel came. What the day it was sent makes a right
   * counts as of then (CRD Art. 11(2)): the carrier's proof is that of the parcel it lay in.
   */
  private Instant cameBack(ExtraPiece extra, ReturnDraft draft) {
    Instant came = parcels.arrival(extra.foundIn()).map(Arrival::at).orElse(extra.recordedAt());
    Instant sent = parcels.handedOver(extra.foundIn()).filter(came::isAfter).orElse(came);
    return returns.offer(draft, came).lines().equals(returns.offer(draft, sent).lines())
        ? came
        : sent;
  }

  /** The return that a number on or in the parcel names. */
  private Optional<UUID> named(BlindParcel parcel) {
    return parcels
        .returnOf(parcel.reference())
        .or(() -> returns.findByRmaNumber(parcel.reference()))
        .or(() -> returns.findByRmaNumber(parcel.orderHint()))
        .map(ReturnCase::id);
  }

  /** A closed parcel with the label of an ended return holds what that return announced. */
  private List<String> asAnnounced(BlindParcel parcel, List<ReturnCase> earlier) {
    Optional<UUID> named = named(parcel);
    return earlier.stream()
        .filter(of -> named.filter(of.id()::equals).isPresent())
        .flatMap(of -> of.units().stream())
        .filter(ReturnUnit::returnableAgain)
        .map(ReturnUnit::sku)
        .toList();
  }

  /** Finding out takes too long; noted once. */
  public void overdue(UUID id) {
    BlindParcel parcel = get(id);
    if (parcel.outcome() == null && store.overdue(id, clock.instant())) {
      log.warn("Nobody found out yet whose parcel {} is", parcel.reference());
    }
  }

  /**
   * Nobody knows whose it is. Its goods stay what they are, somebody else's, in a place of their
   * own; nothing is sold and nothing thrown away. The stock system is asked outside any
   * transaction.
   */
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  public void setAside(UUID id, String note) {
    BlindParcel parcel = get(id);
    if (parcel.outcome() != null && parcel.outcome() != Outcome.UNCLAIMED) {
      return;
    }
    for (int i = 0; i < parcel.skus().size(); i++) {
      stock.move(
          UUID.nameUUIDFromBytes((id + ":" + i).getBytes(StandardCharsets.UTF_8)),
          parcel.skus().get(i),
          "UNCLAIMED");
    }
    if (parcel.outcome() == null) {
      // first, for a second try ends at the outcome
      extras
          .find(id)
          .ifPresent(
              extra ->
                  returns.notedOnce(
                      extra.foundIn(), "journey", "extra-set-aside", extra.reference()));
      store.decided(id, Outcome.UNCLAIMED, null, shortened(note), clock.instant());
    }
  }

  private static String shortened(String note) {
    return note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note;
  }

  /** What is answered when there is no such parcel. */
  public static Problem unknown() {
    return Problem.notFound("blind-parcel-unknown", "There is no such parcel or order.");
  }
}
