package io.retour.refunds;

import io.retour.returns.RefundStatement.TaxShare;
import io.retour.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Currency;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the accounting system needs of a return: the sale that is corrected, by tax rate. Issued
 * with the grant, in a series without gaps, and never changed (Directive 2006/112/EC Art. 90, 219).
 *
 * @param number what accountants call it, e.g. {@code CN-LUMEN-2026-000042}
 * @param no its place in the series of its brand and year, counted from 1
 * @param returnId the return, or the claim, that it is about
 * @param orderNumber the shop's number of the sale
 * @param orderedAt when that was
 * @param issuedOn the day of the grant, in the zone of the accounts
 * @param shares what is credited by tax rate in hundredths of a percent, the lowest first; negative
 *     when it corrects another note
 * @param corrects the number of the note of which it takes something back, empty if there is none
 */
public record CreditNote(
    UUID id,
    String number,
    String brand,
    int year,
    int no,
    UUID grantId,
    UUID returnId,
    UUID orderId,
    String orderNumber,
    Instant orderedAt,
    LocalDate issuedOn,
    Currency currency,
    SortedMap<Integer, TaxShare> shares,
    Instant issuedAt,
    String corrects) {

  public CreditNote {
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
  }

  /** All of it, tax included. */
  public Money gross() {
    return shares.values().stream().map(TaxShare::gross).reduce(Money.zero(currency), Money::plus);
  }

  /** The tax in it. */
  public Money tax() {
    return shares.values().stream().map(TaxShare::tax).reduce(Money.zero(currency), Money::plus);
  }

  static String number(String brand, int year, int no) {
    return "CN-%s-%d-%06d".formatted(brand.toUpperCase(Locale.ROOT), year, no);
  }
}
