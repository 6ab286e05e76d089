package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.returns.RefundStatement.TaxShare;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
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
    LocalDate day = grant.grantedAt().atZone(properties.zone()).toLocalDate();
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
            grant.grantedAt()));
  }

  /** The note of a return or claim; empty while nothing is granted. */
  @Transactional(readOnly = true)
  public Optional<CreditNote> ofReturn(UUID returnId) {
    return store.ofReturn(returnId);
  }
}
