package io.retour.refunds.web;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.orders.ShopCurrency;
import io.retour.refunds.CreditNote;
import io.retour.refunds.CreditNotes;
import io.retour.refunds.Grant;
import io.retour.refunds.Ledger;
import io.retour.refunds.Ledger.Account;
import io.retour.refunds.Refunds;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Credit notes for the accounting system. */
@RestController
@Tag(name = "Accounting", description = "Credit notes and exchange rates")
class CreditNoteController {

  private final CreditNotes notes;
  private final Refunds refunds;
  private final Ledger ledger;
  private final Orders orders;

  CreditNoteController(CreditNotes notes, Refunds refunds, Ledger ledger, Orders orders) {
    this.notes = notes;
    this.refunds = refunds;
    this.ledger = ledger;
    this.orders = orders;
  }

  /**
   * What is credited under one tax rate.
   *
   * @param taxRateBasisPoints the rate at the purchase, in hundredths of a percent
   * @param netMinor without tax, in minor units of the currency
   * @param taxMinor the tax, in minor units of the currency
   * @param grossMinor both together
   */
  record TaxLineView(int taxRateBasisPoints, long netMinor, long taxMinor, long grossMinor) {}

  /**
   * One step of the calculation, as docs/money.md tells it.
   *
   * @param kind what it stands for, such as ITEM, DEDUCTION, OUTBOUND_SHIPPING or RETURN_FEE
   * @param subject what it is about, such as the product's title
   * @param grossMinor with tax, in minor units of the currency; negative for what is taken off
   * @param taxMinor the tax in it, of the same sign
   * @param taxRateBasisPoints its rate, in hundredths of a percent
   */
  record StatementLineView(
      String kind, String subject, long grossMinor, long taxMinor, int taxRateBasisPoints) {}

  /**
   * A credit note. It never changes, but for refundedAt, which is not part of it.
   *
   * @param number its number, without gaps within brand and year
   * @param brand whose series it is in
   * @param issuedOn its date, in the zone of the accounts
   * @param returnId the return, or claim, that it is about
   * @param orderId the order that is corrected
   * @param orderNumber the shop's number of that order
   * @param orderedAt when the order was placed (UTC)
   * @param currency of all amounts, ISO 4217: the one that was paid in
   * @param taxLines what is credited by tax rate, the lowest first
   * @param netMinor the sum without tax, in minor units
   * @param taxMinor the sum of the tax
   * @param grossMinor the sum with tax
   * @param lines how the amounts are made up
   * @param paidMinor what of it goes to the shopper as money or store credit, without a bonus; less
   *     than grossMinor when goods were exchanged
   * @param refundedAt when the last of it was paid (UTC); absent while something is not
   * @param shopCurrency the shop's own currency, when the shopper paid in another
   * @param shopRate what one unit of the currency was worth in it at the purchase
   * @param shopGrossMinor the sum with tax at that rate, in minor units of the shop's currency
   * @param correction the note that takes something of it back: what was paid at the drop-off scan
   *     and the inspection did not confirm; absent when there is none
   */
  record CreditNoteView(
      String number,
      String brand,
      LocalDate issuedOn,
      UUID returnId,
      UUID orderId,
      String orderNumber,
      Instant orderedAt,
      String currency,
      List<TaxLineView> taxLines,
      long netMinor,
      long taxMinor,
      long grossMinor,
      List<StatementLineView> lines,
      long paidMinor,
      @Nullable Instant refundedAt,
      @Nullable String shopCurrency,
      @Nullable BigDecimal shopRate,
      @Nullable Long shopGrossMinor,
      @Nullable CorrectionView correction) {}

  /**
   * A note of the same series that takes something of another back.
   *
   * @param number its number
   * @param issuedOn its date, in the zone of the accounts
   * @param taxLines what is taken back by tax rate, the lowest first; negative
   * @param netMinor the sum without tax, in minor units; negative
   * @param taxMinor the sum of the tax
   * @param grossMinor the sum with tax
   */
  record CorrectionView(
      String number,
      LocalDate issuedOn,
      List<TaxLineView> taxLines,
      long netMinor,
      long taxMinor,
      long grossMinor) {

    static CorrectionView of(CreditNote note) {
      return new CorrectionView(
          note.number(),
          note.issuedOn(),
          taxLinesOf(note),
          note.gross().minus(note.tax()).minor(),
          note.tax().minor(),
          note.gross().minor());
    }
  }

  private static List<TaxLineView> taxLinesOf(CreditNote note) {
    return note.shares().entrySet().stream()
        .map(
            each ->
                new TaxLineView(
                    each.getKey(),
                    each.getValue().net().minor(),
                    each.getValue().tax().minor(),
                    each.getValue().gross().minor()))
        .toList();
  }

  @GetMapping("/api/v1/returns/{returnId}/credit-note")
  @Operation(
      summary = "The credit note of a return",
      description = "Issued with the grant, so it is there once the amount is decided.")
  CreditNoteView ofReturn(@PathVariable UUID returnId) {
    return view(returnId);
  }

  @GetMapping("/api/v1/claims/{claimId}/credit-note")
  @Operation(
      summary = "The credit note of a claim",
      description = "There is one once money was granted for it.")
  CreditNoteView ofClaim(@PathVariable UUID claimId) {
    return view(claimId);
  }

  private CreditNoteView view(UUID caseId) {
    CreditNote note = notes.ofReturn(caseId).orElseThrow(CreditNoteController::none);
    Grant grant = refunds.grantOf(caseId).orElseThrow(CreditNoteController::none);
    Optional<ShopCurrency> shop = orders.byId(note.orderId()).map(Order::shopCurrency);
    Money gross = note.gross();
    return new CreditNoteView(
        note.number(),
        note.brand(),
        note.issuedOn(),
        note.returnId(),
        note.orderId(),
        note.orderNumber(),
        note.orderedAt(),
        note.currency().getCurrencyCode(),
        taxLinesOf(note),
        gross.minus(note.tax()).minor(),
        note.tax().minor(),
        gross.minor(),
        grant.statement().lines().stream()
            .map(
                line ->
                    new StatementLineView(
                        line.kind().name(),
                        line.subject(),
                        line.amount().minor(),
                        line.tax().minor(),
                        line.taxRateBasisPoints()))
            .toList(),
        grant.amount().minor(),
        refundedAt(caseId, note),
        shop.map(own -> own.currency().getCurrencyCode()).orElse(null),
        shop.map(ShopCurrency::rate).orElse(null),
        shop.map(own -> own.worth(gross).minor()).orElse(null),
        notes.correctionOfReturn(caseId).map(CorrectionView::of).orElse(null));
  }

  /** The moment from which nothing was owed to the shopper any more. */
  private @Nullable Instant refundedAt(UUID caseId, CreditNote note) {
    List<Ledger.Entry> payable =
        ledger.of(caseId).stream()
            .filter(entry -> entry.account() == Account.REFUNDS_PAYABLE)
            .toList();
    Money owed =
        payable.stream().map(Ledger.Entry::amount).reduce(Money.zero(note.currency()), Money::plus);
    return owed.isZero()
        ? payable.stream().map(Ledger.Entry::bookedAt).max(Instant::compareTo).orElse(null)
        : null;
  }

  private static Problem none() {
    return Problem.notFound("credit-note-unknown", "There is no credit note of it yet.");
  }
}
