package io.retour.logistics.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.logistics.Parcels;
import io.retour.logistics.TrackingNews;
import io.retour.security.WebhookSignature;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where carriers tell of scans. */
@RestController
@RequestMapping("/webhooks/carriers")
@Tag(name = "Webhooks in", description = "What carriers and payment providers tell")
class CarrierWebhook {

  private static final int LONGEST_CARRIER = 30;
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final Parcels parcels;
  private final RetourProperties properties;
  private final ObjectMapper json;

  CarrierWebhook(Parcels parcels, RetourProperties properties, ObjectMapper json) {
    this.parcels = parcels;
    this.properties = properties;
    this.json = json;
  }

  /**
   * One scan of a parcel as a carrier tells it.
   *
   * @param trackingNumber of the parcel; required
   * @param code the carrier's own code, kept as it came
   * @param status CREATED, DROPPED_OFF, IN_TRANSIT, DELIVERED, PICKUP_MISSED or EXCEPTION; another
   *     word is kept and changes nothing
   * @param occurredAt when it was scanned (UTC); required
   * @param weightGrams what it weighed there, in grams; nothing that weighs nothing is taken for
   *     weighed
   */
  record Scan(
      @Nullable String trackingNumber,
      @Nullable String code,
      @Nullable String status,
      @Nullable Instant occurredAt,
      @Nullable Integer weightGrams) {}

  @PostMapping("/{carrier}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Take in a scan",
      description =
          "Signed with X-Retour-Signature, the hexadecimal HMAC-SHA256 of the body. The same scan"
              + " twice, out of order or of an unknown parcel is accepted and does no harm.")
  void scanned(
      @PathVariable String carrier,
      @Schema(implementation = Scan.class) @RequestBody byte[] body,
      @RequestHeader(name = "X-Retour-Signature", required = false) @Nullable String signature)
      throws IOException {
    WebhookSignature.check(properties.carrierWebhookSecret(), body, signature);
    if (carrier.length() > LONGEST_CARRIER) {
      throw Problem.notFound("carrier-unknown", "There is no such carrier.");
    }
    @Nullable Scan scan = json.readValue(body, Scan.class);
    if (scan == null
        || scan.trackingNumber() == null
        || scan.trackingNumber().isBlank()
        || scan.trackingNumber().length() > 60) {
      throw Problem.invalid(
          "tracking-number-missing", "trackingNumber", "Name the parcel by its tracking number.");
    }
    if (scan.occurredAt() == null || scan.occurredAt().isAfter(LATEST)) {
      throw Problem.invalid("time-missing", "occurredAt", "Say when the parcel was scanned.");
    }
    String word = scan.status() == null ? "" : scan.status().toUpperCase(Locale.ROOT);
    TrackingNews.Status status =
        Arrays.stream(TrackingNews.Status.values())
            .filter(known -> known.name().equals(word))
            .findFirst()
            .orElse(TrackingNews.Status.UNKNOWN);
    String code = scan.code() == null ? word : scan.code();
    takeIn(
        new TrackingNews(
            carrier,
            scan.trackingNumber(),
            code.substring(0, Math.min(60, code.length())),
            status,
            scan.occurredAt(),
            scan.weightGrams() == null || scan.weightGrams() <= 0 ? null : scan.weightGrams()));
  }

  /** Of the same scan told twice at once, the one that came second is known by then. */
  private void takeIn(TrackingNews news) {
    try {
      parcels.scanned(news);
    } catch (DataIntegrityViolationException beaten) {
      parcels.scanned(news);
    }
  }
}
