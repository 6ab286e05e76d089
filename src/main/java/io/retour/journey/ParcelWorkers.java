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

/** The tasks of {@code parcel-return.bpmn}, {@code qr-drop-off.bpmn} and the transit after them. */
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
      return Map.of("trackingNumber", parcels.createLabel(returnId).trackingNumber());
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
  }

  @JobWorker(type = "void-return-label")
  public void voidReturnLabel(@Variable UUID returnId) {
    parcels.voidLabels(returnId);
  }

  @JobWorker(type = "create-qr-code")
  public Map<String, Object> createQrCode(@Variable UUID returnId, @Variable String labelValidity) {
    try {
      return Map.of(
          "trackingNumber",
          qrCodes.issue(returnId, Duration.parse(labelValidity)).trackingNumber());
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
