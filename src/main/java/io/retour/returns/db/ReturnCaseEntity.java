package io.retour.returns.db;

import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.Withdrawal;
import io.retour.shared.Money;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "return_case")
class ReturnCaseEntity {

  @Id private UUID id;
  private String rmaNumber;
  private UUID orderId;
  private String brand;
  private String channel;
  private String language;
  private String method;
  private int parcels;
  private String offeredMethods;
  private String requestedResolution;
  private long quotedFeeMinor;
  private long quotedRefundMinor;
  private String currency;
  private String registeredBy;
  private Instant registeredAt;
  private @Nullable String riskLevel;

  private @Nullable String warehouse;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private ReturnCase.@Nullable Outcome outcome;

  private @Nullable Instant closedAt;
  private @Nullable Long processInstanceKey;
  private @Nullable UUID withdrawalStatementId;
  private @Nullable Instant withdrawalSentAt;
  @Version private @Nullable Long version;

  @OneToMany(cascade = CascadeType.ALL, fetch = FetchType.LAZY)
  @JoinColumn(name = "return_id", nullable = false, updatable = false)
  @OrderBy("sku, unitNo")
  @BatchSize(size = 50)
  private List<ReturnUnitEntity> units = new ArrayList<>();

  @SuppressWarnings("NullAway") // for JPA, which fills the fields
  protected ReturnCaseEntity() {}

  ReturnCaseEntity(ReturnCase registered) {
    id = registered.id();
    rmaNumber = registered.rmaNumber();
    orderId = registered.orderId();
    brand = registered.brand();
    channel = registered.channel();
    language = registered.language();
    method = registered.method();
    parcels = registered.parcels();
    offeredMethods = String.join(",", registered.offeredMethods());
    requestedResolution = registered.requestedResolution();
    quotedFeeMinor = registered.quotedFee().minor();
    quotedRefundMinor = registered.quotedRefund().minor();
    currency = registered.quotedRefund().currency().getCurrencyCode();
    registeredBy = registered.registeredBy();
    registeredAt = registered.registeredAt();
    Withdrawal withdrawal = registered.withdrawal();
    if (withdrawal != null) {
      withdrawalStatementId = withdrawal.statementId();
      withdrawalSentAt = withdrawal.sentAt();
    }
    registered.units().forEach(unit -> units.add(new ReturnUnitEntity(unit)));
  }

  void apply(ReturnCase changed) {
    quotedFeeMinor = changed.quotedFee().minor();
    riskLevel = changed.riskLevel();
    warehouse = changed.warehouse();
    outcome = changed.outcome();
    closedAt = changed.closedAt();
    Map<UUID, ReturnUnit> byId =
        changed.units().stream().collect(Collectors.toMap(ReturnUnit::id, Function.identity()));
    units.forEach(unit -> unit.apply(byId.get(unit.id())));
  }

  ReturnCase toReturn() {
    Currency paid = Currency.getInstance(currency);
    return new ReturnCase(
        id,
        rmaNumber,
        orderId,
        brand,
        channel,
        language,
        method,
        parcels,
        Arrays.stream(offeredMethods.split(",")).filter(name -> !name.isEmpty()).toList(),
        requestedResolution,
        new Money(quotedFeeMinor, paid),
        new Money(quotedRefundMinor, paid),
        registeredBy,
        registeredAt,
        riskLevel,
        warehouse,
        outcome,
        closedAt,
        processInstanceKey,
        withdrawalStatementId == null || withdrawalSentAt == null
            ? null
            : new Withdrawal(withdrawalStatementId, withdrawalSentAt, registeredAt),
        units.stream().map(unit -> unit.toUnit(paid)).toList());
  }
}
