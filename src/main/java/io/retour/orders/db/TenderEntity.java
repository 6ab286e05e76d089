package io.retour.orders.db;

import io.retour.orders.Tender;
import io.retour.shared.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Currency;
import java.util.UUID;

@Entity
@Table(name = "order_tender")
class TenderEntity {

  @Id private UUID id;
  private int tenderNo;
  private String method;
  private String provider;
  private String reference;
  private long capturedMinor;

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected TenderEntity() {}

  TenderEntity(int tenderNo, Tender tender) {
    this.id = tender.id();
    this.tenderNo = tenderNo;
    this.method = tender.method();
    this.provider = tender.provider();
    this.reference = tender.reference();
    this.capturedMinor = tender.captured().minor();
  }

  Tender toTender(Currency currency) {
    return new Tender(id, method, provider, reference, new Money(capturedMinor, currency));
  }
}
