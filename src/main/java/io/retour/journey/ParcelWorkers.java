package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.exception.CamundaError;
import io.retour.logistics.Carrier.LabelRefused;
import io.retour.logistics.Parcels;
import io.retour.logistics.QrCodes;
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

  ParcelWorkers(Parcels parcels, QrCodes qrCodes) {
    this.parcels = parcels;
    this.qrCodes = qrCodes;
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
    parcels.recordManualLabel(returnId, trackingNumber, labelNote == null ? "" : labelNote);
    parcels.repeatReceipt(returnId);
  }

  @JobWorker(type = "void-return-label")
  public void voidReturnLabel(@Variable UUID returnId) {
    parcels.voidLabels(returnId);
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
  public void reportParcelLost(@Variable UUID returnId) {
    parcels.lost(returnId);
  }
}
