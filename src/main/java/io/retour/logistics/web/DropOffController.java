package io.retour.logistics.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.logistics.DropOffPoint;
import io.retour.logistics.DropOffPoints;
import io.retour.logistics.QrCodes;
import io.retour.security.WebhookSignature;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Drop-off points: where they are, and what they scan. */
@RestController
@Tag(name = "Drop-off", description = "Drop-off points and the QR codes that they scan")
class DropOffController {

  private static final int LONGEST = 60;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final DropOffPoints points;
  private final QrCodes qrCodes;
  private final RetourProperties properties;
  private final ObjectMapper json;

  DropOffController(
      DropOffPoints points, QrCodes qrCodes, RetourProperties properties, ObjectMapper json) {
    this.points = points;
    this.qrCodes = qrCodes;
    this.properties = properties;
    this.json = json;
  }

  @GetMapping("/api/v1/drop-off-points")
  @SecurityRequirements
  @Operation(summary = "Drop-off points near a postcode", description = "Nearest first. Public.")
  List<DropOffPoint> near(@RequestParam String country, @RequestParam String postcode) {
    if (!country.matches("[A-Za-z]{2}")) {
      throw Problem.invalid("country-invalid", "country", "Give an ISO 3166-1 alpha-2 country.");
    }
    if (postcode.isBlank() || postcode.length() > 16) {
      throw Problem.invalid("postcode-invalid", "postcode", "Give a postcode.");
    }
    return points.near(country.toUpperCase(Locale.ROOT), postcode);
  }

  /**
   * The scan of a QR code.
   *
   * @param token what the QR code says; required
   * @param dropOffPoint the drop-off point's own name; required
   * @param occurredAt when it was scanned (UTC); required
   */
  record QrScan(
      @Nullable String token, @Nullable String dropOffPoint, @Nullable Instant occurredAt) {}

  /**
   * The label to print.
   *
   * @param trackingNumber the number of the label to print
   */
  record TakenIn(String trackingNumber) {}

  @PostMapping("/webhooks/carriers/{carrier}/drop-offs")
  @Operation(
      summary = "Take in the scan of a QR code",
      description =
          "Signed with X-Retour-Signature, the hexadecimal HMAC-SHA256 of the body. A code counts"
              + " once: the same scan again gives the same answer, another one gives 409.")
  TakenIn takeIn(
      @PathVariable String carrier,
      @Schema(implementation = QrScan.class) @RequestBody byte[] body,
      @RequestHeader(name = "X-Retour-Signature", required = false) @Nullable String signature)
      throws IOException {
    WebhookSignature.check(properties.carrierWebhookSecret(), body, signature);
    @Nullable QrScan scan = json.readValue(body, QrScan.class);
    if (carrier.length() > 30) {
      throw Problem.notFound("carrier-unknown", "There is no such carrier.");
    }
    if (scan == null || scan.token() == null || scan.token().isBlank()) {
      throw Problem.invalid("token-missing", "token", "Send what the QR code says.");
    }
    if (scan.dropOffPoint() == null
        || scan.dropOffPoint().isBlank()
        || scan.dropOffPoint().length() > LONGEST) {
      throw Problem.invalid("drop-off-point-missing", "dropOffPoint", "Say where it was scanned.");
    }
    if (scan.occurredAt() == null || scan.occurredAt().isAfter(LATEST)) {
      throw Problem.invalid("time-missing", "occurredAt", "Say when it was scanned.");
    }
    return new TakenIn(
        qrCodes.takeIn(carrier, scan.token(), scan.dropOffPoint(), scan.occurredAt()));
  }
}
