package io.retour.desk;

import io.retour.returns.CaseHistory.Event;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The timeline of a case file, in words. */
final class TimelineWords {

  /** What a return's history says by a kind, where the kind does not say it by itself. */
  private static final Map<String, String> SAID =
      Map.ofEntries(
          Map.entry("authorised", "Return approved"),
          Map.entry("bonus-as-agreed", "Bonus paid as it was agreed"),
          Map.entry("cancelled", "Return cancelled"),
          Map.entry("carrier-claim", "Carrier asked to pay for what it lost"),
          Map.entry("carrier-claim-late", "Carrier asked to pay after its time limit"),
          Map.entry("checked", "Checklist answered"),
          Map.entry("closed", "Return closed"),
          Map.entry("deduction-objected", "Deduction objected to"),
          Map.entry("destruction-grounds", "Ground for destroying given"),
          Map.entry("dispositioned", "Decided where a piece goes"),
          Map.entry("exchange-choice", "Choice offered: the wanted goods are not there"),
          Map.entry("exchange-difference-paid", "Difference of the exchange paid"),
          Map.entry("exchange-fell-back", "No exchange: paid back instead"),
          Map.entry("exchange-hold-captured", "Held amount taken"),
          Map.entry("exchange-refund-wanted", "Money wanted instead of the exchange"),
          Map.entry("exchange-shipped", "Exchange sent"),
          Map.entry("exchange-shipped-ahead", "Exchange sent ahead of the return"),
          Map.entry("exchange-unpaid", "Exchange not paid"),
          Map.entry("expired", "Return expired: nothing was sent"),
          Map.entry("extra-found", "Something else found in the parcel"),
          Map.entry("extra-identified", "What else was in the parcel identified"),
          Map.entry("extra-set-aside", "What else was in the parcel set aside"),
          Map.entry("found-after-loss", "Found after it counted as lost"),
          Map.entry("inspected", "Piece inspected"),
          Map.entry("inspection-accepted", "Piece accepted after a look"),
          Map.entry("inspection-refused", "Piece refused after a look"),
          Map.entry("inspection-review-overdue", "Nobody looked in time; a right accepts it"),
          Map.entry("item-clarified", "Right of the shopper clarified"),
          Map.entry("kept-by-customer", "The shopper keeps the goods"),
          Map.entry("label-created", "Label made"),
          Map.entry("label-refused", "No label from the carrier"),
          Map.entry("late-interest-due", "Owed on top for the delay"),
          Map.entry("late-interest-owed", "Something is owed for the delay"),
          Map.entry("late-interest-paid", "Paid on top for the delay"),
          Map.entry("let-be", "What was paid too much is let be"),
          Map.entry("objection-accepted", "Objection found right; the deduction is paid back"),
          Map.entry("objection-upheld", "Objection not followed; the deduction stays"),
          Map.entry("overpaid", "Paid too much at the drop-off"),
          Map.entry("part-lost", "A part got lost on its way"),
          Map.entry("part-not-sent", "A part was not sent"),
          Map.entry("payout-account-given", "Account for payouts given"),
          Map.entry("payout-account-seen", "Account for payouts looked at in full"),
          Map.entry("photographed", "Photo taken"),
          Map.entry("pickup-chosen", "Day of the pickup chosen"),
          Map.entry("pickup-changed", "Day of the pickup changed"),
          Map.entry("reason-told", "Reason told in detail"),
          Map.entry("refund-deadline-near", "Refund is due soon"),
          Map.entry("refund-deadline-passed", "Refund is overdue"),
          Map.entry("refund-paid-once-again", "What was paid twice came back"),
          Map.entry("refund-paid-twice", "Refund was paid twice"),
          Map.entry("refusal-overruled", "Refusal overruled: a right accepts the piece"),
          Map.entry("refused-pieces-free", "Refused pieces can be returned again"),
          Map.entry("rejected", "Return rejected"),
          Map.entry("repaid", "Paid back by the shopper what was too much"),
          Map.entry("send-back-exception", "Parcel back to the shopper is held up"),
          Map.entry("send-back-labelled", "Label for the way back to the shopper made"),
          Map.entry("sent-back", "Refused pieces handed over for the shopper"),
          Map.entry("settlement-granted", "Money granted"),
          Map.entry("settlement-settled", "Money settled"),
          Map.entry("shipment-left", "Shipment had left already"),
          Map.entry("shipment-stopped", "Shipment stopped"),
          Map.entry("tracking-exception", "Parcel is held up"),
          Map.entry("written-off", "What was paid too much is written off"));

  /** Who is no person with a user name. */
  private static final Map<String, String> ACTORS =
      Map.of("shopper", "the shopper", "carrier", "the carrier", "agent", "an agent");

  private static final Pattern RISK = Pattern.compile("(LOW|MEDIUM|HIGH)( .*)?", Pattern.DOTALL);
  private static final Pattern PIECE_AND_WORD = Pattern.compile("(\\S+) ([A-Z][A-Z_]+)");

  private TimelineWords() {}

  /** One line: what happened and by whom, and what a person should know besides. */
  record Line(Event event, String said, String detail) {}

  static List<Line> of(List<Event> events) {
    return events.stream().map(event -> new Line(event, said(event), detail(event))).toList();
  }

  /** What a journey does by itself needs nobody's name. */
  private static String said(Event event) {
    String kind = event.kind().replace('-', ' ');
    String said =
        SAID.getOrDefault(
            event.kind(), kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1));
    String actor = ACTORS.getOrDefault(event.actor(), event.actor());
    return event.actor().equals("journey")
        ? said
        : said.matches(".*[:;].*") ? said + " (" + actor + ")" : said + " by " + actor;
  }

  private static String detail(Event event) {
    Matcher risk = RISK.matcher(event.detail());
    if (event.kind().equals("authorised") && risk.matches()) {
      String note = risk.group(2);
      return "risk " + risk.group(1).toLowerCase(Locale.ROOT) + (note == null ? "" : ":" + note);
    }
    Matcher piece = PIECE_AND_WORD.matcher(event.detail());
    if (List.of("inspected", "dispositioned").contains(event.kind()) && piece.matches()) {
      return piece.group(1) + " " + piece.group(2).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
    return event.detail();
  }
}
