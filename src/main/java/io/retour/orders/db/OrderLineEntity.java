package io.retour.orders.db;

import io.retour.orders.OrderLine;
import io.retour.shared.Money;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Currency;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "order_line")
class OrderLineEntity {

  @Id private UUID id;
  private int lineNo;
  private String sku;
  private String title;
  private String category;
  private int quantity;
  private long unitPriceMinor;
  private long lineDiscountMinor;

  @Column(name = "tax_rate_bp")
  private int taxRateBasisPoints;

  private int weightGrams;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private OrderLine.Exemption exemption;

  private boolean finalSale;
  private boolean extra;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private OrderLine.Battery battery;

  private @Nullable Long taxMinor;
  private @Nullable Integer kitNo;
  private @Nullable String kitSku;
  private @Nullable String kitTitle;
  private @Nullable Integer kitPiecesEach;

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected OrderLineEntity() {}

  /**
   * @param isExtra whether it stands among the order's extras, not its goods
   */
  OrderLineEntity(OrderLine line, boolean isExtra) {
    extra = isExtra;
    id = line.id();
    lineNo = line.lineNo();
    sku = line.sku();
    title = line.title();
    category = line.category();
    quantity = line.quantity();
    unitPriceMinor = line.unitPrice().minor();
    lineDiscountMinor = line.lineDiscount().minor();
    taxRateBasisPoints = line.taxRateBasisPoints();
    weightGrams = line.weightGrams();
    exemption = line.exemption();
    finalSale = line.finalSale();
    battery = line.battery();
    Money tax = line.tax();
    taxMinor = tax == null ? null : tax.minor();
    OrderLine.Kit kit = line.kit();
    if (kit != null) {
      kitNo = kit.no();
      kitSku = kit.sku();
      kitTitle = kit.title();
      kitPiecesEach = kit.piecesEach();
    }
  }

  boolean isExtra() {
    return extra;
  }

  OrderLine toLine(Currency currency) {
    return new OrderLine(
        id,
        lineNo,
        sku,
        title,
        category,
        quantity,
        new Money(unitPriceMinor, currency),
        new Money(lineDiscountMinor, currency),
        taxRateBasisPoints,
        weightGrams,
        exemption,
        finalSale,
        battery,
        taxMinor == null ? null : new Money(taxMinor, currency),
        kit());
  }

  private OrderLine.@Nullable Kit kit() {
    return kitNo == null || kitSku == null || kitTitle == null || kitPiecesEach == null
        ? null
        : new OrderLine.Kit(kitNo, kitSku, kitTitle, kitPiecesEach);
  }
}
