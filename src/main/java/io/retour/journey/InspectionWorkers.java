package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.retour.counter.Counter;
import io.retour.inventory.Stock;
import io.retour.logistics.Parcel;
import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.Returns;
import io.retour.shared.Market;
import io.retour.stores.Store;
import io.retour.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of {@code inspection.bpmn}. */
@Component
public class InspectionWorkers {

  private static final Set<String> SELLERS_FAULT = Set.of("CONFORMITY", "RECALL");

  private final Returns returns;
  private final Stock stock;
  private final Counter counter;
  private final Warehouse warehouse;
  private final Parcels parcels;
  private final TimeLimits limits;

  InspectionWorkers(
      Returns returns,
      Stock stock,
      Counter counter,
      Warehouse warehouse,
      Parcels parcels,
      TimeLimits limits) {
    this.returns = returns;
    this.stock = stock;
    this.counter = counter;
    this.warehouse = warehouse;
    this.parcels = parcels;
    this.limits = limits;
  }

  /**
   * A piece to inspect, with the facts that the tables ask for.
   *
   * @param unsold whether it counts as unsold goods: what came back under a withdrawal or the
   *     voluntary policy does (Regulation (EU) 2024/1781 Art. 2(37))
   * @param parcelLost whether another parcel of the return was lost, in which a missing piece may
   *     have lain
   */
  public record Unit(
      String unitId,
      String sku,
      String title,
      String category,
      long unitValueMinor,
      String reason,
      String legalBasis,
      String country,
      String legalRegion,
      boolean unsold,
      boolean withdrawalInformed,
      boolean parcelLost) {}

  @JobWorker(type = "list-units-to-inspect")
  public Map<String, Object> listUnitsToInspect(@Variable UUID returnId) {
    ReturnCase returned = returns.get(returnId);
    Order order = returns.order(returned);
    String country = order.country();
    boolean parcelLost = parcels.ofReturn(returnId).stream().anyMatch(Parcel::lost);
    List<Unit> units =
        returned.units().stream()
            .filter(InspectionWorkers::toInspect)
            .map(
                unit ->
                    new Unit(
                        unit.id().toString(),
                        unit.sku(),
                        unit.title(),
                        unit.category(),
                        unit.value().minor(),
                        unit.reason().name(),
                        String.valueOf(unit.legalBasis()),
                        country,
                        Market.legalRegion(country).name(),
                        !SELLERS_FAULT.contains(String.valueOf(unit.legalBasis())),
                        order.informed().ofWithdrawal(),
                        parcelLost))
            .toList();
    // a counter grades before the journey is here, and Camunda forgets a message after a week
    warehouse.repeatGrades(returnId);
    Map<String, Object> facts =
        limits.variables(country, TimeLimit.TASK_TIME_LIMIT, TimeLimit.INSPECTION_REVIEW_LIMIT);
    facts.put("units", units);
    return facts;
  }

  /** What lay in a lost parcel, was not sent, or is dealt with already needs no look. */
  private static boolean toInspect(ReturnUnit unit) {
    return unit.disposition() == null
        && unit.reception() != ReturnUnit.Reception.LOST
        && unit.reception() != ReturnUnit.Reception.EXPIRED;
  }

  /** Tells whether the piece was accepted in the end, which a right can bring about by itself. */
  @JobWorker(type = "record-inspection-review")
  public Map<String, Object> recordInspectionReview(
      @Variable UUID unitId,
      @Variable boolean unitAccepted,
      @Variable @Nullable Long deductionMinor,
      @Variable @Nullable String inspectionNote,
      @Variable @Nullable Boolean passesUnreviewed) {
    if (Boolean.TRUE.equals(passesUnreviewed)) {
      returns.passesUnreviewed(unitId);
      return Map.of("unitAccepted", true);
    }
    return Map.of(
        "unitAccepted",
        returns.reviewed(
            unitId,
            unitAccepted,
            deductionMinor == null ? 0 : deductionMinor,
            inspectionNote == null ? "" : inspectionNote));
  }

  @JobWorker(type = "book-stock-movement")
  public void bookStockMovement(
      @Variable UUID unitId, @Variable String sku, @Variable String disposition) {
    stock.move(
        unitId,
        sku,
        disposition,
        counter.storeOf(returns.ofUnit(unitId).id()).map(Store::id).orElse(null));
    returns.dispositioned(unitId, disposition);
  }
}
