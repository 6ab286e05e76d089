package io.retour.returns.db;

import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.shared.Money;
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
@Table(name = "return_unit")
class ReturnUnitEntity {

  @Id private UUID id;
  private UUID orderLineId;
  private int unitNo;
  private String sku;
  private String title;
  private String category;
  private long valueMinor;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private ReturnReason reason;

  private String comment;
  private @Nullable String legalBasis;
  private @Nullable String furtherBasis;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private ReturnUnit.Authorisation authorisation;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private ReturnUnit.Reception reception;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private ReturnUnit.@Nullable Grade grade;

  private String findings;
  private @Nullable String disposition;
  private long deductionMinor;
  private boolean accepted;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private ReturnUnit.Settlement settlement;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private ReturnUnit.ChannelSync channelSync;

  private @Nullable String heldPiece;

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected ReturnUnitEntity() {}

  ReturnUnitEntity(ReturnUnit unit) {
    id = unit.id();
    orderLineId = unit.orderLineId();
    unitNo = unit.unitNo();
    sku = unit.sku();
    title = unit.title();
    category = unit.category();
    valueMinor = unit.value().minor();
    reason = unit.reason();
    comment = unit.comment();
    apply(unit);
  }

  /** Takes over what moves; what was announced stays. */
  final void apply(ReturnUnit unit) {
    legalBasis = unit.legalBasis();
    furtherBasis = unit.furtherBasis();
    authorisation = unit.authorisation();
    reception = unit.reception();
    grade = unit.grade();
    findings = unit.findings();
    disposition = unit.disposition();
    deductionMinor = unit.deduction().minor();
    accepted = unit.accepted();
    settlement = unit.settlement();
    channelSync = unit.channelSync();
    heldPiece = unit.returnableAgain() ? null : unit.piece();
  }

  UUID id() {
    return id;
  }

  ReturnUnit toUnit(Currency currency) {
    return new ReturnUnit(
        id,
        orderLineId,
        unitNo,
        sku,
        title,
        category,
        new Money(valueMinor, currency),
        reason,
        comment,
        legalBasis,
        // returns of before a second basis was kept have none
        legalBasis != null && furtherBasis == null ? "NONE" : furtherBasis,
        authorisation,
        reception,
        grade,
        findings,
        disposition,
        new Money(deductionMinor, currency),
        accepted,
        settlement,
        channelSync);
  }
}
