package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.exception.CamundaError;
import io.retour.logistics.Carrier.LabelRefused;
import io.retour.logistics.SendBacks;
import io.retour.orders.Order;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.Returns;
import io.retour.shared.RetourProperties;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of {@code send-back.bpmn}. */
@Component
public class SendBackWorkers {

  private final SendBacks sendBacks;
  private final Returns returns;
  private final RetourProperties properties;
  private final TimeLimits limits;

  SendBackWorkers(
      SendBacks sendBacks, Returns returns, RetourProperties properties, TimeLimits limits) {
    this.sendBacks = sendBacks;
    this.returns = returns;
    this.properties = properties;
    this.limits = limits;
  }

  /** What the tasks of people show, and how long each step may take. */
  @JobWorker(type = "collect-send-back-facts")
  public Map<String, Object> collectSendBackFacts(@Variable UUID returnId) {
    ReturnCase of = returns.get(returnId);
    Order order = returns.order(of);
    Map<String, Object> facts =
        limits.variables(order.country(), TimeLimit.TASK_TIME_LIMIT, TimeLimit.SEND_BACK_LIMIT);
    facts.put("caseFileUrl", properties.page("/desk/returns/" + of.rmaNumber()));
    facts.put("orderNumber", order.orderNumber());
    facts.put(
        "piecesToSendBack",
        of.toSendBack().stream().map(ReturnUnit::sku).collect(Collectors.joining(", ")));
    return facts;
  }

  @JobWorker(type = "create-delivery-label")
  public void createDeliveryLabel(@Variable UUID returnId) {
    try {
      sendBacks.createLabel(returnId);
    } catch (LabelRefused refused) {
      String reason = String.valueOf(refused.getMessage());
      throw CamundaError.bpmnError(
          "LABEL_REFUSED", reason, Map.of("labelRefusalReason", reason), refused);
    }
  }

  @JobWorker(type = "record-delivery-label")
  public void recordDeliveryLabel(
      @Variable UUID returnId,
      @Variable String trackingNumber,
      @Variable @Nullable String labelNote) {
    sendBacks.recordManualLabel(returnId, trackingNumber, labelNote == null ? "" : labelNote);
  }

  /** Listens where the journey begins to wait for the carrier. */
  @JobWorker(type = "repeat-hand-over")
  public void repeatHandOver(@Variable UUID returnId) {
    sendBacks.repeatHandOver(returnId);
  }

  @JobWorker(type = "record-hand-over")
  public void recordHandOver(@Variable UUID returnId, @Variable @Nullable String handOverNote) {
    sendBacks.handedOver(returnId, handOverNote == null ? "" : handOverNote);
  }
}
