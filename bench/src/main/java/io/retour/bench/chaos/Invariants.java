package io.retour.bench.chaos;

import io.retour.bench.chaos.Book.Registered;
import io.retour.bench.chaos.Facts.BookedRefund;
import io.retour.bench.chaos.Facts.Decided;
import io.retour.bench.chaos.Facts.Entry;
import io.retour.bench.chaos.Facts.Grant;
import io.retour.bench.chaos.Facts.Journey;
import io.retour.bench.chaos.Facts.Label;
import io.retour.bench.chaos.Facts.Mail;
import io.retour.bench.chaos.Facts.Movement;
import io.retour.bench.chaos.Facts.Parcel;
import io.retour.bench.chaos.Facts.Refund;
import io.retour.bench.chaos.Facts.Return;
import io.retour.bench.chaos.Facts.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must hold whatever died, and when. Each says what it looked at and what it found wrong. */
final class Invariants {

  /** Where a piece goes that no stock takes. */
  private static final Set<String> NOT_STOCKED =
      Set.of("", "MISSING", "LOST_IN_TRANSIT", "KEPT_BY_CUSTOMER");

  /** Mails of which a settled return has one: what became of the money. */
  private static final Set<String> SETTLED_MAILS =
      Set.of(
          "refund-settled",
          "refund-at-drop-off",
          "store-credit-issued",
          "nothing-due",
          "item-kept",
          "exchange-shipped",
          "exchange-shipped-ahead");

  /** Sent again at most once: when its sender died before it could note that it was sent. */
  private static final int MOST_OF_A_MAIL = 2;

  private final Facts facts;
  private final Book book;
  private final Map<String, String> numbers;

  private Invariants(Facts facts, Book book) {
    this.facts = facts;
    this.book = book;
    this.numbers = facts.returns().stream().collect(Collectors.toMap(Return::id, Return::number));
  }

  static List<Verdict> of(Facts facts, Book book) {
    Invariants all = new Invariants(facts, book);
    return List.of(
        all.nothingConfirmedIsMissing(),
        all.statementsAreCarriedOut(),
        all.oneJourneyEach(),
        all.noneStuck(),
        all.oneLabelEach(),
        all.oneMovementEach(),
        all.oneRefundEach(),
        all.ledgerBalances(),
        all.mailsArrive(),
        all.decisionsAreLogged(),
        all.outboxIsEmpty());
  }

  private Verdict nothingConfirmedIsMissing() {
    List<String> wrong = new ArrayList<>();
    for (Registered each : book.returns().values()) {
      if (!each.number().equals(numbers.get(each.returnId()))) {
        wrong.add("%s: the confirmed return is not there".formatted(each.number()));
      }
    }
    Set<String> cancelled =
        facts.returns().stream()
            .filter(each -> !each.outcome().equals("CANCELLED"))
            .map(Return::id)
            .collect(Collectors.toSet());
    for (String returnId : book.cancellations()) {
      if (cancelled.contains(returnId) && !facts.waiting().contains(returnId)) {
        wrong.add("%s: was called off, and is not".formatted(name(returnId)));
      }
    }
    List<String> wanted = new ArrayList<>(book.statements());
    wanted.addAll(book.handIns());
    book.scans().forEach(scan -> wanted.add(scan.trackingNumber() + " " + scan.status()));
    book.grades().forEach(grade -> wanted.add(grade.unitId() + " " + grade.grade()));
    for (String one : wanted) {
      if (!facts.kept().contains(one)) {
        wrong.add("%s: was confirmed and is not there".formatted(one));
      }
    }
    return new Verdict(
        "what was confirmed is there",
        book.returns().size() + book.cancellations().size() + wanted.size(),
        wrong);
  }

  /**
   * The engine registers the return, after the consumer was answered: nobody else would miss it.
   */
  private Verdict statementsAreCarriedOut() {
    List<String> wrong = new ArrayList<>();
    for (String statement : book.statements()) {
      if (!facts.carriedOut().contains(statement) && !facts.waiting().contains(statement)) {
        wrong.add("%s: was stated, and has no return, task or incident".formatted(statement));
      }
    }
    return new Verdict("each statement has its return", book.statements().size(), wrong);
  }

  private Verdict oneJourneyEach() {
    List<String> wrong = new ArrayList<>();
    Map<String, List<Journey>> journeys =
        facts.journeys().stream().collect(Collectors.groupingBy(Journey::returnId));
    Set<String> all = new HashSet<>(book.returns().keySet());
    all.addAll(numbers.keySet());
    for (String returnId : all) {
      int found = journeys.getOrDefault(returnId, List.of()).size();
      if (found != 1) {
        wrong.add("%s: has %d journeys".formatted(name(returnId), found));
      }
    }
    return new Verdict("each return has exactly one journey", all.size(), wrong);
  }

  private Verdict noneStuck() {
    List<String> wrong = new ArrayList<>();
    Set<String> running =
        facts.journeys().stream()
            .filter(journey -> !journey.ended())
            .map(Journey::returnId)
            .collect(Collectors.toSet());
    for (Return each : facts.returns()) {
      if (facts.waiting().contains(each.id())) {
        continue;
      }
      if (each.outcome().isEmpty()) {
        wrong.add("%s: is open, with no task and no incident".formatted(each.number()));
      } else if (running.contains(each.id())) {
        wrong.add("%s: has ended, and its journey has not".formatted(each.number()));
      }
    }
    return new Verdict("no journey stands still unseen", facts.returns().size(), wrong);
  }

  private Verdict oneLabelEach() {
    List<String> wrong = new ArrayList<>();
    Map<String, Parcel> parcels =
        facts.parcels().stream()
            .collect(Collectors.toMap(Parcel::trackingNumber, Function.identity()));
    Map<String, Long> perParcel = new TreeMap<>();
    for (Label label : facts.labels()) {
      Parcel parcel = parcels.get(label.trackingNumber());
      if (parcel == null) {
        if (!label.voided() && !facts.waiting().contains(label.returnId())) {
          wrong.add(
              "%s: the carrier has a label %s that no parcel has"
                  .formatted(name(label.returnId()), label.trackingNumber()));
        }
      } else {
        perParcel.merge(parcel.returnId() + ":" + parcel.parcelNo(), 1L, Long::sum);
      }
    }
    for (Parcel parcel : facts.parcels()) {
      long labels = perParcel.getOrDefault(parcel.returnId() + ":" + parcel.parcelNo(), 0L);
      if (labels != 1) {
        wrong.add(
            "%s: parcel %d has %d labels"
                .formatted(name(parcel.returnId()), parcel.parcelNo(), labels));
      }
    }
    return new Verdict("one label for each parcel", facts.parcels().size(), wrong);
  }

  private Verdict oneMovementEach() {
    List<String> wrong = new ArrayList<>();
    Map<String, List<Movement>> booked =
        facts.bookedMovements().stream().collect(Collectors.groupingBy(Movement::unitId));
    Map<String, List<Movement>> kept =
        facts.movements().stream().collect(Collectors.groupingBy(Movement::unitId));
    Map<String, String> outcomes =
        facts.returns().stream().collect(Collectors.toMap(Return::id, Return::outcome));
    int checked = 0;
    for (Unit unit : facts.units()) {
      List<Movement> inBook = booked.getOrDefault(unit.id(), List.of());
      List<Movement> inRetour = kept.getOrDefault(unit.id(), List.of());
      if (outcomes.getOrDefault(unit.returnId(), "").isEmpty()) {
        continue;
      }
      checked++;
      List<Movement> expected =
          NOT_STOCKED.contains(unit.disposition())
              ? List.of()
              : List.of(new Movement(unit.id(), unit.disposition()));
      if (!inBook.equals(expected) || !inRetour.equals(expected)) {
        wrong.add(
            "%s: piece %s goes to '%s'; Retour moved %s, the stock system %s"
                .formatted(
                    name(unit.returnId()),
                    unit.id(),
                    unit.disposition(),
                    dispositions(inRetour),
                    dispositions(inBook)));
      }
    }
    return new Verdict("one stock movement for each piece and disposition", checked, wrong);
  }

  private static List<String> dispositions(List<Movement> movements) {
    return movements.stream().map(Movement::disposition).toList();
  }

  private Verdict oneRefundEach() {
    List<String> wrong = new ArrayList<>();
    Map<String, List<Refund>> refunds =
        facts.refunds().stream().collect(Collectors.groupingBy(Refund::grantId));
    Map<String, List<BookedRefund>> booked =
        facts.bookedRefunds().stream().collect(Collectors.groupingBy(BookedRefund::requestKey));
    Map<String, Long> credits =
        facts.credits().stream()
            .collect(Collectors.groupingBy(Facts.Credit::grantId, Collectors.counting()));
    Map<String, Long> grants =
        facts.grants().stream()
            .collect(Collectors.groupingBy(Grant::returnId, Collectors.counting()));
    grants.forEach(
        (returnId, count) -> {
          if (count != 1) {
            wrong.add("%s: has %d grants".formatted(name(returnId), count));
          }
        });
    for (Grant grant : facts.grants()) {
      if (facts.waiting().contains(grant.returnId())) {
        continue;
      }
      String number = name(grant.returnId());
      if (grant.resolution().equals("STORE_CREDIT")) {
        if (credits.getOrDefault(grant.id(), 0L) != 1) {
          wrong.add(
              "%s: its grant gave %d store credits"
                  .formatted(number, credits.getOrDefault(grant.id(), 0L)));
        }
        continue;
      }
      List<Refund> parts = refunds.getOrDefault(grant.id(), List.of());
      long sum = parts.stream().mapToLong(Refund::amountMinor).sum();
      if (sum != grant.amountMinor()) {
        wrong.add("%s: granted %d, refunds come to %d".formatted(number, grant.amountMinor(), sum));
      }
      for (Refund refund : parts) {
        List<BookedRefund> paid = booked.getOrDefault(refund.id(), List.of());
        if (!refund.state().equals("SETTLED")
            || paid.size() != 1
            || paid.getFirst().amountMinor() != refund.amountMinor()
            || !paid.getFirst().state().equals("SETTLED")) {
          wrong.add(
              "%s: refund %s of %d is %s, the provider paid %s"
                  .formatted(number, refund.id(), refund.amountMinor(), refund.state(), paid));
        }
      }
    }
    Set<String> asked = facts.refunds().stream().map(Refund::id).collect(Collectors.toSet());
    for (BookedRefund paid : facts.bookedRefunds()) {
      if (!asked.contains(paid.requestKey())) {
        wrong.add(
            "%s: the provider paid what nobody granted: %s".formatted(paid.orderReference(), paid));
      }
    }
    return new Verdict("one refund for each grant", facts.grants().size(), wrong);
  }

  private Verdict ledgerBalances() {
    List<String> wrong = new ArrayList<>();
    Map<String, Long> bookings = new TreeMap<>();
    Map<String, Long> owed = new TreeMap<>();
    Map<String, String> returnOf = new TreeMap<>();
    for (Entry entry : facts.ledger()) {
      bookings.merge(entry.booking() + " " + entry.currency(), entry.amountMinor(), Long::sum);
      returnOf.put(entry.booking() + " " + entry.currency(), entry.returnId());
      if (entry.account().equals("REFUNDS_PAYABLE")) {
        owed.merge(entry.returnId(), entry.amountMinor(), Long::sum);
      }
    }
    bookings.forEach(
        (booking, sum) -> {
          if (sum != 0) {
            wrong.add(
                "%s: booking %s sums to %d".formatted(name(returnOf.get(booking)), booking, sum));
          }
        });
    for (Return each : facts.returns()) {
      long left = owed.getOrDefault(each.id(), 0L);
      if (!each.outcome().isEmpty() && left != 0 && !facts.waiting().contains(each.id())) {
        wrong.add("%s: has ended, and %d stand as still to be paid".formatted(each.number(), left));
      }
    }
    Set<String> paid = facts.ledger().stream().map(Entry::booking).collect(Collectors.toSet());
    Map<String, Grant> grants =
        facts.grants().stream().collect(Collectors.toMap(Grant::id, Function.identity()));
    for (Refund refund : facts.refunds()) {
      if (refund.state().equals("SETTLED")
          && refund.amountMinor() > 0
          && !paid.contains("refund:" + refund.id())) {
        wrong.add(
            "%s: refund %s settled and is not booked"
                .formatted(name(grants.get(refund.grantId()).returnId()), refund.id()));
      }
    }
    return new Verdict("the ledger balances", bookings.size(), wrong);
  }

  private Verdict mailsArrive() {
    List<String> wrong = new ArrayList<>();
    Map<String, Set<String>> promised = new TreeMap<>();
    for (Mail mail : facts.mails()) {
      promised.computeIfAbsent(mail.about(), unused -> new HashSet<>()).add(mail.template());
      int arrived = facts.mailbox().getOrDefault(mail.id(), 0);
      if (!mail.sent() || arrived < 1 || arrived > MOST_OF_A_MAIL) {
        wrong.add(
            "%s: mail %s is %s, and arrived %d times"
                .formatted(
                    name(mail.about()),
                    mail.template(),
                    mail.sent() ? "sent" : "not sent",
                    arrived));
      }
    }
    for (Return each : facts.returns()) {
      Set<String> told = promised.getOrDefault(each.id(), Set.of());
      boolean missing =
          each.outcome().equals("SETTLED") && told.stream().noneMatch(SETTLED_MAILS::contains)
              || each.outcome().equals("CANCELLED") && !told.contains("return-cancelled");
      if (missing) {
        wrong.add(
            "%s: is %s, and its shopper was told only %s"
                .formatted(each.number(), each.outcome(), told));
      }
    }
    return new Verdict("each mail arrives, at most twice", facts.mails().size(), wrong);
  }

  private Verdict decisionsAreLogged() {
    List<String> wrong = new ArrayList<>();
    for (Decided decided : facts.decided()) {
      if (!facts.loggedDecisions().contains(decided.elementInstanceKey())) {
        wrong.add(
            "%s: what %s decided is not in the log (%d)"
                .formatted(
                    name(decided.returnId()), decided.elementId(), decided.elementInstanceKey()));
      }
    }
    return new Verdict("no decision without its log", facts.decided().size(), wrong);
  }

  private Verdict outboxIsEmpty() {
    return new Verdict(
        "the engine was told everything",
        1,
        facts.outbox() == 0 ? List.of() : List.of(facts.outbox() + " messages wait in the outbox"));
  }

  private String name(String returnId) {
    String number = numbers.get(returnId);
    if (number != null) {
      return number;
    }
    Registered confirmed = book.returns().get(returnId);
    return confirmed == null ? returnId : confirmed.number();
  }
}
