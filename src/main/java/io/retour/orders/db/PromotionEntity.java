package io.retour.orders.db;

import io.retour.orders.Promotion;
import io.retour.shared.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.Currency;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "order_promotion")
class PromotionEntity {

  @Id private UUID id;
  private int promotionNo;
  private String code;
  private long discountMinor;
  private @Nullable Long minimumMinor;
  private int minimumPieces;

  /** With commas between them; empty for all lines. */
  private String lineNos;

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected PromotionEntity() {}

  PromotionEntity(int promotionNo, Promotion promotion) {
    this.id = UUID.randomUUID();
    this.promotionNo = promotionNo;
    this.code = promotion.code();
    this.discountMinor = promotion.discount().minor();
    Money minimum = promotion.minimumValue();
    this.minimumMinor = minimum == null ? null : minimum.minor();
    this.minimumPieces = promotion.minimumPieces();
    this.lineNos =
        promotion.lineNos().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  Promotion toPromotion(Currency currency) {
    return new Promotion(
        code,
        new Money(discountMinor, currency),
        minimumMinor == null ? null : new Money(minimumMinor, currency),
        minimumPieces,
        Arrays.stream(lineNos.split(","))
            .filter(no -> !no.isEmpty())
            .map(Integer::valueOf)
            .toList());
  }
}
