package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.exception.CamundaError;
import io.retour.counter.Counter;
import io.retour.logistics.Carrier.LabelRefused;
import io.retour.logistics.Parcels;
import io.retour.logistics.QrCodes;
import io.retour.logistics.TransitEnd;
import io.retour.shared.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The tasks of {@code parcel-return.bpmn}, {@code qr-drop-off.bpmn} and the transit after them.
 *
 * <p>Goods can be in the warehouse before the journey is: who has a return number needs no label.
 * Camunda forgets after a week that they came, so that is told again before the journey waits for
 * it.
 */
@Component
public class ParcelWorkers {

  private final Parcels parcels;
  private final QrCodes qrCodes;
  private final Counter counter;

  ParcelWorkers(Parcels parcels, QrCodes qrCodes, Counter counter) {
    this.parcels = parcels;
    this.qrCodes = qrCodes;
    this.counter = counter;
  }

  @JobWorker(type = "create-return-label")
  public Map<String, Object> createReturnLabel(@Variable UUID returnId) {
    try {
      String trackingNumber = parcels.createLabel(returnId).trackingNumber();
      parcels.repeatReceipt(returnId);
      return Map.of("trackingNumber", trackingNumber);
    } catch (LabelRefused refused) {
      String reason = String.valueOf(refused.getMessage());
      throw CamundaError.bpmnError(
          "LABEL_REFUSED", reason, Map.of("labelRefusalReason", reason), refused);
    }
  }

  @JobWorker(type = "record-manual-label")
  public void recordManualLabel(
      @Variable UUID returnId,
      @Variable String trackingNumber,
      @Variable @Nullable String labelNote) {
    try {
      parcels.recordManualLabel(returnId, trackingNumber, labelNote == null ? "" : labelNote);
    } catch (Problem problem) {
      // the agent can do something about it, a retry cannot
      throw CamundaError.bpmnError(
          "LABEL_NOT_RECORDED",
          problem.detail(),
          Map.of("labelProblem", problem.detail()),
          problem);
    }
    parcels.repeatReceipt(returnId);
  }

  /** Tells whether the way back is over; what came meanwhile goes on. */
  @JobWorker(type = "void-return-label")
  public Map<String, Object> voidReturnLabel(@Variable UUID returnId) {
    return Map.of("parcelOutcome", parcels.giveUp(returnId).name());
  }

  @JobWorker(type = "create-qr-code")
  public Map<String, Object> createQrCode(@Variable UUID returnId, @Variable String labelValidity) {
    try {
      String trackingNumber =
          qrCodes.issue(returnId, Duration.parse(labelValidity)).trackingNumber();
      parcels.repeatReceipt(returnId);
      return Map.of("trackingNumber", trackingNumber);
    } catch (LabelRefused refused) {
      throw CamundaError.bpmnError("LABEL_REFUSED", String.valueOf(refused.getMessage()));
    }
  }

  @JobWorker(type = "claim-lost-parcel")
  public void claimLostParcel(@Variable UUID returnId) {
    parcels.openClaims(returnId);
  }

  @JobWorker(type = "report-parcel-lost")
  public Map<String, Object> reportParcelLost(@Variable UUID returnId) {
    TransitEnd end = parcels.transitEnded(returnId);
    // older diagrams know of no parcel that was not sent: to them what is here was received
    return Map.of(
        "parcelOutcome",
        (end == TransitEnd.PART_NOT_SENT ? TransitEnd.RECEIVED : end).name(),
        "partNotSent",
        end == TransitEnd.PART_NOT_SENT);
  }

  /** Listens where a journey begins to wait for its parcel. */
  @JobWorker(type = "repeat-parcel-facts")
  public void repeatParcelFacts(@Variable UUID returnId) {
    if (!counter.repeatHandIn(returnId)) {
      parcels.repeatFacts(returnId);
    }
  }
}
