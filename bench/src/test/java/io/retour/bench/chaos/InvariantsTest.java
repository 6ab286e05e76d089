package io.retour.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retour.bench.chaos.Book.Graded;
import io.retour.bench.chaos.Book.Registered;
import io.retour.bench.chaos.Book.Told;
import io.retour.bench.chaos.Facts.BookedRefund;
import io.retour.bench.chaos.Facts.Credit;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each invariant can fail: a world in which all holds is spoilt in one place at a time. */
class InvariantsTest {

  private static final String NUMBER = "RET-1";
  private static final String JOURNEY = "each return has exactly one journey";
  private static final String STATEMENT = "each statement has its return";
  private static final String KEPT = "what was confirmed is there";
  private static final String STUCK = "no journey stands still unseen";
  private static final String LABEL = "one label for each parcel";
  private static final String STOCK = "one stock movement for each piece and disposition";
  private static final String REFUND = "one refund for each grant";
  private static final String LEDGER = "the ledger balances";
  private static final String MAIL = "each mail arrives, at most twice";
  private static final String DECISION = "no decision without its log";
  private static final String OUTBOX = "the engine was told everything";

  private final Book book = new Book();
  private final List<Return> returns = new ArrayList<>();
  private final List<Journey> journeys = new ArrayList<>();
  private final Set<String> carriedOut = new HashSet<>(Set.of("s1"));
  private final Set<String> waiting = new HashSet<>();
  private final List<Label> labels = new ArrayList<>();
  private final List<Parcel> parcels = new ArrayList<>();
  private final List<Unit> units = new ArrayList<>();
  private final List<Movement> movements = new ArrayList<>();
  private final List<Movement> bookedMovements = new ArrayList<>();
  private final List<Grant> grants = new ArrayList<>();
  private final List<Refund> refunds = new ArrayList<>();
  private final List<BookedRefund> bookedRefunds = new ArrayList<>();
  private final List<Credit> credits = new ArrayList<>();
  private final List<Entry> ledger = new ArrayList<>();
  private final List<Mail> mails = new ArrayList<>();
  private final Map<String, Integer> mailbox = new HashMap<>();
  private final List<Decided> decided = new ArrayList<>();
  private final Set<Long> logged = new HashSet<>();
  private final Set<String> kept = new HashSet<>();
  private long outbox;

  InvariantsTest() {
    book.registered(new Registered("r1", NUMBER, Script.Way.PARCEL));
    book.told(new Told("3S1", "DROPPED_OFF"));
    book.graded(new Graded("u1", "r1", "A"));
    book.stated("s1");
    book.handedIn("h1");
    kept.addAll(Set.of("3S1 DROPPED_OFF", "u1 A", "s1", "h1"));
    returns.add(new Return("r1", NUMBER, "SETTLED"));
    journeys.add(new Journey(10, "r1", true));
    labels.add(new Label("r1", "r1:1", "3S1", false));
    parcels.add(new Parcel("r1", 1, "3S1"));
    units.add(new Unit("u1", "r1", "RESTOCK_A"));
    movements.add(new Movement("u1", "RESTOCK_A"));
    bookedMovements.add(new Movement("u1", "RESTOCK_A"));
    grants.add(new Grant("g1", "r1", "REFUND", 2495));
    refunds.add(new Refund("f1", "g1", 2495, "SETTLED"));
    bookedRefunds.add(new BookedRefund("f1", "X-0", 2495, "SETTLED"));
    entry("grant:g1", "RETURNED_GOODS", 2495);
    entry("grant:g1", "REFUNDS_PAYABLE", -2495);
    entry("refund:f1", "REFUNDS_PAYABLE", 2495);
    entry("refund:f1", "PROVIDER_CLEARING", -2495);
    mails.add(new Mail("m1", "r1", "refund-settled", true));
    mailbox.put("m1", 1);
    decided.add(new Decided(77, "Task_CheckEligibility", "r1"));
    logged.add(77L);
  }

  private void entry(String booking, String account, long amount) {
    ledger.add(new Entry(booking, account, amount, "EUR", "r1"));
  }

  private List<Verdict> verdicts() {
    return Invariants.of(
        new Facts(
            returns,
            journeys,
            carriedOut,
            waiting,
            labels,
            parcels,
            units,
            movements,
            bookedMovements,
            grants,
            refunds,
            bookedRefunds,
            credits,
            ledger,
            mails,
            mailbox,
            decided,
            logged,
            outbox,
            kept),
        book);
  }

  private void assertViolated(String... invariants) {
    assertEquals(
        Set.of(invariants),
        Set.copyOf(
            verdicts().stream()
                .filter(verdict -> !verdict.holds())
                .map(Verdict::invariant)
                .toList()));
  }

  private void assertNamesTheReturn() {
    assertTrue(
        verdicts().stream()
            .flatMap(verdict -> verdict.violations().stream())
            .allMatch(violation -> violation.startsWith(NUMBER + ":")));
  }

  @Test
  void allHoldsAndAllWasLookedAt() {
    assertViolated();
    assertTrue(verdicts().stream().allMatch(verdict -> verdict.checked() > 0));
  }

  @Test
  void aConfirmedReturnThatIsNotThere() {
    book.registered(new Registered("r2", "RET-2", Script.Way.PARCEL));

    assertViolated(KEPT, JOURNEY);
  }

  @Test
  void aConfirmedScanGradeStatementOrHandInThatIsNotThere() {
    for (String one : Set.copyOf(kept)) {
      kept.remove(one);
      assertViolated(KEPT);
      kept.add(one);
    }
  }

  @Test
  void aCancellationThatHadNoEffect() {
    book.cancelled("r1");

    assertViolated(KEPT);
    assertNamesTheReturn();
  }

  @Test
  void aStatementOfWhichNothingCame() {
    carriedOut.clear();
    assertViolated(STATEMENT);

    waiting.add("s1");
    assertViolated();
  }

  @Test
  void aReturnWithTwoJourneysOrNone() {
    journeys.add(new Journey(11, "r1", true));
    assertViolated(JOURNEY);
    assertNamesTheReturn();

    journeys.clear();
    assertViolated(JOURNEY);
  }

  @Test
  void aJourneyThatStandsStill() {
    journeys.set(0, new Journey(10, "r1", false));
    assertViolated(STUCK);
    assertNamesTheReturn();

    returns.set(0, new Return("r1", NUMBER, ""));
    assertViolated(STUCK);
  }

  @Test
  void aJourneyThatWaitsForAPersonDoesNotStandStill() {
    journeys.set(0, new Journey(10, "r1", false));
    returns.set(0, new Return("r1", NUMBER, ""));
    waiting.add("r1");

    assertViolated();
  }

  @Test
  void aSecondLabelInTheCarriersBook() {
    labels.add(new Label("r1", "r1:again", "3S2", false));
    assertViolated(LABEL);
    assertNamesTheReturn();

    labels.set(1, new Label("r1", "r1:again", "3S2", true));
    assertViolated();
  }

  @Test
  void aParcelOfWhichTheCarrierKnowsNothing() {
    labels.clear();

    assertViolated(LABEL);
  }

  @Test
  void aPieceThatWasBookedTwiceNotAtAllOrElsewhere() {
    bookedMovements.add(new Movement("u1", "RESTOCK_A"));
    assertViolated(STOCK);
    assertNamesTheReturn();

    bookedMovements.clear();
    assertViolated(STOCK);

    bookedMovements.add(new Movement("u1", "RECYCLE"));
    assertViolated(STOCK);
  }

  @Test
  void aMovementThatRetourDoesNotKnow() {
    movements.clear();

    assertViolated(STOCK);
  }

  @Test
  void aGrantPaidTwiceByTheProvider() {
    bookedRefunds.add(new BookedRefund("f2", "X-0", 2495, "SETTLED"));

    assertViolated(REFUND);
  }

  @Test
  void aGrantThatWasNotPaid() {
    bookedRefunds.clear();

    assertViolated(REFUND);
    assertNamesTheReturn();
  }

  @Test
  void aRefundOfAnotherAmountThanGranted() {
    grants.set(0, new Grant("g1", "r1", "REFUND", 2400));

    assertViolated(REFUND);
  }

  @Test
  void aSecondGrantOfAReturn() {
    grants.add(new Grant("g2", "r1", "STORE_CREDIT", 2495));
    credits.add(new Credit("g2"));

    assertViolated(REFUND);
  }

  @Test
  void aStoreCreditThatWasIssuedTwice() {
    grants.set(0, new Grant("g1", "r1", "STORE_CREDIT", 2495));
    credits.addAll(List.of(new Credit("g1"), new Credit("g1")));

    assertViolated(REFUND);
  }

  @Test
  void aBookingThatDoesNotSumToZero() {
    entry("late:1", "LATE_INTEREST", 5);

    assertViolated(LEDGER);
    assertNamesTheReturn();
  }

  @Test
  void aSettledRefundThatIsNotBooked() {
    ledger.removeIf(entry -> entry.booking().equals("refund:f1"));

    assertViolated(LEDGER);
    assertNamesTheReturn();
  }

  @Test
  void aMailThatNeverArrivedOrThreeTimes() {
    mailbox.put("m1", 3);
    assertViolated(MAIL);
    assertNamesTheReturn();

    mailbox.put("m1", 2);
    assertViolated();

    mailbox.clear();
    assertViolated(MAIL);
  }

  @Test
  void aMailThatIsNotSent() {
    mails.set(0, new Mail("m1", "r1", "refund-settled", false));

    assertViolated(MAIL);
  }

  @Test
  void aSettledReturnWhoseShopperWasNotTold() {
    mails.set(0, new Mail("m1", "r1", "label-ready", true));

    assertViolated(MAIL);
    assertNamesTheReturn();
  }

  @Test
  void aDecisionThatIsNotInTheLog() {
    logged.clear();

    assertViolated(DECISION);
    assertNamesTheReturn();
  }

  @Test
  void aMessageThatTheEngineWasNotTold() {
    outbox = 1;

    assertViolated(OUTBOX);
  }
}
