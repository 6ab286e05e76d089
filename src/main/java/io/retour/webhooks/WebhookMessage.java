package io.retour.webhooks;

import io.retour.shared.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it is told: whose it is and how far, in ids. There is nothing personal in it, and
 * whoever wants to know more asks the API, which tells what holds by then.
 *
 * @param id the same for every subscription and every try
 * @param occasion what may be said again and is told once; absent when it happens once
 */
public record WebhookMessage(
    UUID id,
    EventType type,
    String brand,
    Instant at,
    @Nullable String occasion,
    Map<String, Object> data) {

  /** Goes up when a field changes its meaning or goes; fields that are added change nothing. */
  public static final int VERSION = 1;

  public WebhookMessage {
    data = Map.copyOf(data);
  }

  /** How it is known outside, the same at each try. */
  public static String idOf(UUID event) {
    return "evt_" + event.toString().replace("-", "");
  }

  /** What goes into the body, in the order in which people like to read it. */
  public Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type.wire());
    body.put("version", VERSION);
    body.put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
    Map<String, Object> ordered = new LinkedHashMap<>();
    Fields.ORDER.stream()
        .filter(data::containsKey)
        .forEach(field -> ordered.put(field, data.get(field)));
    body.put("data", ordered);
    return body;
  }

  /** Collects what is there; what is absent is left out of the message. */
  static final class Fields {

    static final List<String> ORDER =
        List.of(
            "brand",
            "orderId",
            "returnId",
            "rmaNumber",
            "claimId",
            "claimNumber",
            "exchangeId",
            "unitId",
            "state",
            "grade",
            "amountMinor",
            "currency",
            "subscriptionId");

    private final Map<String, Object> fields = new LinkedHashMap<>();

    Fields with(String name, @Nullable Object value) {
      if (value != null) {
        fields.put(name, value instanceof UUID || value instanceof Enum ? value.toString() : value);
      }
      return this;
    }

    Fields with(Money amount) {
      return with("amountMinor", amount.minor()).with("currency", amount.currency().toString());
    }

    Map<String, Object> all() {
      return fields;
    }
  }
}
