package io.retour.refunds.adyen;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Adyen sends to a standard webhook, as far as we read it.
 *
 * @param notificationItems one event or several
 */
record AdyenNotification(@Nullable List<Wrapped> notificationItems) {

  /**
   * One event in its wrapping.
   *
   * @param item the event
   */
  record Wrapped(@JsonProperty("NotificationRequestItem") @Nullable Item item) {}

  /**
   * One event.
   *
   * @param pspReference Adyen's name of the refund, or of whatever it is about
   * @param originalReference Adyen's name of the payment
   * @param merchantAccountCode the merchant account it belongs to
   * @param merchantReference the reference that was given; our key of the refund, when it is ours
   * @param amount what it is about
   * @param eventCode Adyen's word for what happened, for example REFUND
   * @param eventDate when it happened
   * @param success true or false: whether it was done
   * @param reason why not
   * @param additionalData has the signature, hmacSignature
   */
  record Item(
      @Nullable String pspReference,
      @Nullable String originalReference,
      @Nullable String merchantAccountCode,
      @Nullable String merchantReference,
      @Nullable ItemAmount amount,
      @Nullable String eventCode,
      @Nullable OffsetDateTime eventDate,
      @Nullable String success,
      @Nullable String reason,
      @Nullable Map<String, String> additionalData) {

    /** What the signature is of. */
    String signed() {
      return String.join(
          ":",
          text(pspReference),
          text(originalReference),
          text(merchantAccountCode),
          text(merchantReference),
          amount == null ? "" : String.valueOf(amount.value()),
          amount == null ? "" : text(amount.currency()),
          text(eventCode),
          text(success));
    }
  }

  /**
   * Money as Adyen counts it.
   *
   * @param value in Adyen's minor units
   * @param currency ISO 4217
   */
  record ItemAmount(long value, @Nullable String currency) {}

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
