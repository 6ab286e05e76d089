package io.retour.bench.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found afterwards, outside of Retour's own screens: in its database, in the books of the
 * simulated systems, in the mailbox and in the engine's records. Only what belongs to this run.
 *
 * @param labels what the carrier made
 * @param movements stock as Retour has it, and as the stock system has it
 * @param bookedRefunds what the payment provider paid
 * @param mailbox how often each mail arrived, by its id
 * @param loggedDecisions which tasks of the engine have their decision in the log
 * @param carriedOut statements of withdrawal that have a return
 * @param waiting returns and statements for which a person has an open task, or whose journey has
 *     an incident
 * @param outbox messages to the engine that are not told
 * @param kept what else is there of what was confirmed: ids of statements and hand-ins, scans as
 *     {@code number status}, grades as {@code unit grade}
 */
record Facts(
    List<Return> returns,
    List<Journey> journeys,
    Set<String> carriedOut,
    Set<String> waiting,
    List<Label> labels,
    List<Parcel> parcels,
    List<Unit> units,
    List<Movement> movements,
    List<Movement> bookedMovements,
    List<Grant> grants,
    List<Refund> refunds,
    List<BookedRefund> bookedRefunds,
    List<Credit> credits,
    List<Entry> ledger,
    List<Mail> mails,
    Map<String, Integer> mailbox,
    List<Decided> decided,
    Set<Long> loggedDecisions,
    long outbox,
    Set<String> kept) {

  /**
   * @param outcome empty while it is open
   */
  record Return(String id, String number, String outcome) {}

  /** A root instance in the engine. */
  record Journey(long key, String returnId, boolean ended) {}

  record Label(String returnId, String requestKey, String trackingNumber, boolean voided) {}

  record Parcel(String returnId, int parcelNo, String trackingNumber) {}

  /**
   * @param disposition empty before it is decided
   */
  record Unit(String id, String returnId, String disposition) {}

  record Movement(String unitId, String disposition) {}

  record Grant(String id, String returnId, String resolution, long amountMinor) {}

  record Refund(String id, String grantId, long amountMinor, String state) {}

  record BookedRefund(String requestKey, String orderReference, long amountMinor, String state) {}

  record Credit(String grantId) {}

  record Entry(
      String booking, String account, long amountMinor, String currency, String returnId) {}

  record Mail(String id, String about, String template, boolean sent) {}

  /** A task of a journey that asked a table. */
  record Decided(long elementInstanceKey, String elementId, String returnId) {}
}
