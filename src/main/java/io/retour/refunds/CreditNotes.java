package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.returns.RefundStatement.TaxShare;
import io.retour.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Credit notes: one for each grant that is worth something, goods paid by an exchange too. */
@Service
public class CreditNotes {

  private final CreditNoteStore store;
  private final CreditNoteProperties properties;

  CreditNotes(CreditNoteStore store, CreditNoteProperties properties) {
    this.store = store;
    this.properties = properties;
  }

  /** Issues the note of a new grant within its transaction, so that no number is ever left out. */
  @Transactional(propagation = Propagation.MANDATORY)
  void issue(Grant grant, Order order) {
    SortedMap<Integer, TaxShare> shares = grant.statement().byTaxRate();
    shares.values().removeIf(share -> share.gross().isZero() && share.tax().isZero());
    if (shares.isEmpty()) {
      return;
    }
    issue(grant, order, shares, grant.grantedAt(), "");
  }

  /** Takes back, with a note of its own, what the note of a grant says too much. */
  @Transactional(propagation = Propagation.MANDATORY)
  void correct(Grant grant, Order order, Overpayment found) {
    Money zero = Money.zero(order.currency());
    SortedMap<Integer, TaxShare> due = found.statement().byTaxRate();
    SortedMap<Integer, TaxShare> shares = new TreeMap<>();
    grant
        .statement()
        .byTaxRate()
        .forEach(
            (rate, credited) -> {
              TaxShare left = due.getOrDefault(rate, new TaxShare(zero, zero));
              shares.put(
                  rate,
                  new TaxShare(
                      left.gross().minus(credited.gross()), left.tax().minus(credited.tax())));
            });
    shares.values().removeIf(share -> share.gross().isZero() && share.tax().isZero());
    store
        .ofReturn(grant.returnId())
        .ifPresent(note -> issue(grant, order, shares, found.foundAt(), note.number()));
  }

  private void issue(
      Grant grant, Order order, SortedMap<Integer, TaxShare> shares, Instant at, String corrects) {
    LocalDate day = at.atZone(properties.zone()).toLocalDate();
    int no = store.nextNo(order.brand(), day.getYear());
    store.add(
        new CreditNote(
            UUID.randomUUID(),
            CreditNote.number(order.brand(), day.getYear(), no),
            order.brand(),
            day.getYear(),
            no,
            grant.id(),
            grant.returnId(),
            order.id(),
            order.orderNumber(),
            order.placedAt(),
            day,
            order.currency(),
            shares,
            at,
            corrects));
  }

  /** The note of a return or claim; empty while nothing is granted. */
  @Transactional(readOnly = true)
  public Optional<CreditNote> ofReturn(UUID returnId) {
    return store.ofReturn(returnId);
  }

  /** The note that takes back what was credited too much; empty when nothing was. */
  @Transactional(readOnly = true)
  public Optional<CreditNote> correctionOfReturn(UUID returnId) {
    return store.correctionOfReturn(returnId);
  }
}
