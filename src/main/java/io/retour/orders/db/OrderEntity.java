package io.retour.orders.db;

import io.retour.orders.Informed;
import io.retour.orders.Order;
import io.retour.orders.ShopCurrency;
import io.retour.shared.Money;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "customer_order")
class OrderEntity implements Persistable<UUID> {

  @Id private UUID id;
  private String brand;
  private String channel;
  private String orderNumber;
  private String email;
  private String postcode;

  /** Computed by the database from e-mail and postcode, see {@link #identity}. */
  @Column(insertable = false, updatable = false)
  private @Nullable String identity;

  private String country;
  private boolean consumer;
  private String currency;
  private Instant placedAt;
  private @Nullable LocalDate deliveredOn;
  private int returnWindowDays;
  private boolean withdrawalInformed;
  private boolean returnCostInformed;
  private boolean exemptionsInformed;
  private boolean pricesIncludeTax;
  private long orderDiscountMinor;
  private long shippingPaidMinor;
  private long standardShippingMinor;

  @Column(name = "shipping_tax_rate_bp")
  private int shippingTaxRateBasisPoints;

  private @Nullable String shopCurrency;
  private @Nullable BigDecimal exchangeRate;

  @OneToMany(cascade = CascadeType.ALL, fetch = FetchType.LAZY)
  @JoinColumn(name = "order_id", nullable = false, updatable = false)
  @OrderBy("promotionNo")
  private Set<PromotionEntity> promotions = new LinkedHashSet<>();

  @OneToMany(cascade = CascadeType.ALL, fetch = FetchType.LAZY)
  @JoinColumn(name = "order_id", nullable = false, updatable = false)
  @OrderBy("lineNo")
  private Set<OrderLineEntity> lines = new LinkedHashSet<>();

  @OneToMany(cascade = CascadeType.ALL, fetch = FetchType.LAZY)
  @JoinColumn(name = "order_id", nullable = false, updatable = false)
  @OrderBy("tenderNo")
  private Set<TenderEntity> tenders = new LinkedHashSet<>();

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected OrderEntity() {}

  OrderEntity(Order order) {
    id = order.id();
    brand = order.brand();
    channel = order.channel();
    orderNumber = order.orderNumber();
    email = normalised(order.email());
    postcode = normalised(order.postcode());
    country = order.country();
    consumer = order.consumer();
    currency = order.currency().getCurrencyCode();
    placedAt = order.placedAt();
    deliveredOn = order.deliveredOn();
    returnWindowDays = order.returnWindowDays();
    withdrawalInformed = order.informed().ofWithdrawal();
    returnCostInformed = order.informed().ofReturnCost();
    exemptionsInformed = order.informed().ofExemptions();
    pricesIncludeTax = order.pricesIncludeTax();
    orderDiscountMinor = order.orderDiscount().minor();
    shippingPaidMinor = order.shippingPaid().minor();
    standardShippingMinor = order.standardShipping().minor();
    shippingTaxRateBasisPoints = order.shippingTaxRateBasisPoints();
    ShopCurrency own = order.shopCurrency();
    shopCurrency = own == null ? null : own.currency().getCurrencyCode();
    exchangeRate = own == null ? null : own.rate();
    for (int i = 0; i < order.promotions().size(); i++) {
      promotions.add(new PromotionEntity(i + 1, order.promotions().get(i)));
    }
    order.lines().forEach(line -> lines.add(new OrderLineEntity(line, false)));
    order.extras().forEach(line -> lines.add(new OrderLineEntity(line, true)));
    for (int i = 0; i < order.tenders().size(); i++) {
      tenders.add(new TenderEntity(i + 1, order.tenders().get(i)));
    }
  }

  /** How e-mails and postcodes are compared: without case and blanks. */
  static String normalised(String text) {
    return text.replaceAll("\\s", "").toLowerCase(java.util.Locale.ROOT);
  }

  /** The e-mail without dots and tag before the at sign, and the postcode. */
  static String identity(String email, String postcode) {
    String address = normalised(email);
    int at = address.lastIndexOf('@');
    String name = at < 0 ? address : address.substring(0, at);
    int tag = name.indexOf('+');
    return (tag < 0 ? name : name.substring(0, tag)).replace(".", "")
        + address.substring(Math.max(at, 0))
        + "|"
        + normalised(postcode);
  }

  Order toOrder() {
    Currency paid = Currency.getInstance(currency);
    return new Order(
        id,
        brand,
        channel,
        orderNumber,
        email,
        postcode,
        country,
        consumer,
        paid,
        placedAt,
        deliveredOn,
        returnWindowDays,
        new Informed(withdrawalInformed, returnCostInformed, exemptionsInformed),
        pricesIncludeTax,
        new Money(orderDiscountMinor, paid),
        new Money(shippingPaidMinor, paid),
        new Money(standardShippingMinor, paid),
        shippingTaxRateBasisPoints,
        promotions.stream().map(promotion -> promotion.toPromotion(paid)).toList(),
        shopCurrency == null || exchangeRate == null
            ? null
            : new ShopCurrency(Currency.getInstance(shopCurrency), exchangeRate),
        lines.stream().filter(line -> !line.isExtra()).map(line -> line.toLine(paid)).toList(),
        lines.stream().filter(OrderLineEntity::isExtra).map(line -> line.toLine(paid)).toList(),
        new ArrayList<>(tenders.stream().map(tender -> tender.toTender(paid)).toList()));
  }

  @Override
  public UUID getId() {
    return id;
  }

  /** Orders are only ever added, never changed. */
  @Override
  public boolean isNew() {
    return true;
  }
}
