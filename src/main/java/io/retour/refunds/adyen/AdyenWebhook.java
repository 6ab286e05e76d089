package io.retour.refunds.adyen;

import static io.retour.refunds.adyen.AdyenNotification.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.refunds.ProviderNews;
import io.retour.refunds.adyen.AdyenNotification.Item;
import io.retour.refunds.adyen.AdyenNotification.ItemAmount;
import io.retour.refunds.http.OurKey;
import io.retour.security.ShopperTokens;
import io.retour.shared.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Adyen tells what became of refunds, and of disputes. Each event carries its own signature;
 * of a message with one that does not fit nothing is kept. Adyen tells again until it reads
 * "[accepted]". Source: docs.adyen.com/development-resources/webhooks.
 */
@RestController
@RequestMapping("/webhooks/payments")
@Tag(name = "Webhooks in")
@ConditionalOnProperty("retour.adyen.api-key")
class AdyenWebhook {

  private static final Logger log = LoggerFactory.getLogger(AdyenWebhook.class);

  private static final String ACCEPTED = "[accepted]";
  private static final int LONGEST_REFERENCE = 80;
  private static final int LONGEST_REASON = 300;

  private final ProviderNews news;
  private final AdyenEvents events;
  private final String merchantAccount;
  private final byte[] hmacKey;
  private final ObjectMapper json;

  AdyenWebhook(ProviderNews news, AdyenEvents events, AdyenProperties settings, ObjectMapper json) {
    this.news = news;
    this.events = events;
    this.merchantAccount = Objects.requireNonNull(settings.merchantAccount());
    this.hmacKey = HexFormat.of().parseHex(Objects.requireNonNull(settings.hmacKey()));
    this.json = json;
  }

  @PostMapping(path = "/adyen", produces = MediaType.TEXT_PLAIN_VALUE)
  @Operation(
      summary = "Take in events of Adyen",
      description =
          "Each is signed in additionalData.hmacSignature. Add the events of refunds to the"
              + " standard webhook. Repeated events, and those in the wrong order, do no harm."
              + " Events about other things are taken and left alone.")
  String adyenTold(@Schema(implementation = AdyenNotification.class) @RequestBody byte[] body)
      throws IOException {
    List<AdyenEvent> told = new ArrayList<>();
    for (Item item : items(json.readValue(body, AdyenNotification.class))) {
      check(item);
      AdyenEvent event = event(item);
      if (event != null) {
        told.add(event);
      }
    }
    told.forEach(events::keep);
    for (AdyenEvent event : told) {
      if (event.isOfARefund()) {
        news.ofRefund(
            AdyenPayments.NAME, event.pspReference(), OurKey.in(event.merchantReference()));
      }
    }
    return ACCEPTED;
  }

  private static List<Item> items(@Nullable AdyenNotification notification) {
    if (notification == null || notification.notificationItems() == null) {
      throw Problem.invalid("events-missing", "notificationItems", "Send at least one event.");
    }
    return notification.notificationItems().stream()
        .map(
            each -> {
              if (each == null || each.item() == null) {
                throw Problem.invalid("events-missing", "notificationItems", "An event is empty.");
              }
              return each.item();
            })
        .toList();
  }

  private void check(Item item) {
    String given =
        item.additionalData() == null ? null : item.additionalData().get("hmacSignature");
    String expected = signature(hmacKey, item.signed());
    if (given == null
        || !MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8))
        || !merchantAccount.equals(item.merchantAccountCode())) {
      throw Problem.notAllowed("signature-invalid", "The webhook's signature does not fit.");
    }
  }

  static String signature(byte[] key, String signed) {
    return Base64.getEncoder()
        .encodeToString(ShopperTokens.hmacSha256(key, signed.getBytes(StandardCharsets.UTF_8)));
  }

  /** The event to keep; null when it is not about a refund or dispute that could be ours. */
  private static @Nullable AdyenEvent event(Item item) {
    ItemAmount amount = item.amount();
    if (!AdyenEvent.concernsUs(text(item.eventCode()))
        || amount == null
        || amount.currency() == null
        || item.eventDate() == null) {
      return null;
    }
    try {
      return new AdyenEvent(
          shortened(item.pspReference(), LONGEST_REFERENCE),
          shortened(item.originalReference(), LONGEST_REFERENCE),
          shortened(item.merchantReference(), LONGEST_REFERENCE),
          text(item.eventCode()),
          Boolean.parseBoolean(item.success()),
          shortened(item.reason(), LONGEST_REASON),
          AdyenPayments.UNITS.money(amount.value(), amount.currency()),
          item.eventDate().toInstant());
    } catch (IllegalArgumentException | ArithmeticException noMoneyOfOurs) {
      // a currency or an amount that no order of ours has; refusing it would hold up all others
      log.warn("Adyen tells of {} of {}, left alone", item.eventCode(), item.pspReference());
      return null;
    }
  }

  private static String shortened(@Nullable String value, int longest) {
    String text = text(value);
    return text.substring(0, Math.min(longest, text.length()));
  }
}
