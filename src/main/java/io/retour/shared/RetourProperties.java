package io.retour.shared;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Retour's own settings.
 *
 * @param publicUrl where shoppers and staff reach this application
 * @param operateUrl where Operate is, for links from the case file
 * @param tasklistUrl where Tasklist is, for links from the desk
 * @param tokenSecret signs shoppers' links; keep it secret and the same on all copies
 * @param carrierWebhookSecret carriers sign their webhooks with it (HMAC-SHA256)
 * @param paymentWebhookSecret payment providers sign their webhooks with it (HMAC-SHA256)
 * @param reviewTimeLimit how long an agent may take to review a return before it goes on
 * @param labelValidity how long a label can be used
 * @param labelReminder how long after a label or QR code was sent an unused one is reminded of
 * @param pickupChoiceLimit how long a shopper may take to choose when the driver comes, before an
 *     agent asks
 * @param pickupLimit how long after a booking a pickup without news counts as missed
 * @param transitLimit how long after the first scan a parcel counts as lost
 * @param fullWarehouses warehouses that can take no more at the moment, by their names in the table
 *     "routing"
 * @param refundClockReview how long the refund clock waits for news of the goods before it reads
 *     the facts again by itself
 * @param exchange the limits of exchanges
 * @param brands the shops' brands by id
 */
@ConfigurationProperties("retour")
public record RetourProperties(
    @DefaultValue("http://localhost:8090") URI publicUrl,
    @DefaultValue("http://localhost:8080/operate") URI operateUrl,
    @DefaultValue("http://localhost:8082/tasklist") URI tasklistUrl,
    String tokenSecret,
    String carrierWebhookSecret,
    String paymentWebhookSecret,
    @DefaultValue("P2D") Duration reviewTimeLimit,
    @DefaultValue("P28D") Duration labelValidity,
    @DefaultValue("P21D") Duration labelReminder,
    @DefaultValue("P7D") Duration pickupChoiceLimit,
    @DefaultValue("P7D") Duration pickupLimit,
    @DefaultValue("P14D") Duration transitLimit,
    @DefaultValue List<String> fullWarehouses,
    @DefaultValue("P90D") Duration refundClockReview,
    @DefaultValue Exchange exchange,
    @DefaultValue Map<String, Brand> brands) {

  /**
   * The limits of exchanges.
   *
   * @param reservationLimit how long a wanted piece is kept for a shopper
   * @param choiceLimit how long a shopper may choose again when a wanted piece ran out, before the
   *     money goes back
   * @param paymentReminder when a shopper is reminded of a difference to pay
   * @param paymentLimit how long a shopper may pay a difference, before the money goes back
   * @param returnReminder when a shopper who got new pieces in advance is reminded of the old ones
   * @param returnLimit how long the old pieces may take to be on their way, before the hold on the
   *     card pays for the new ones; shorter than the seven days of a hold
   * @param collectLimit how long an agent may take for what the old pieces do not pay of new ones
   *     sent in advance, before the return goes on without it; its other money waits that long
   */
  public record Exchange(
      @DefaultValue("P45D") Duration reservationLimit,
      @DefaultValue("P5D") Duration choiceLimit,
      @DefaultValue("P2D") Duration paymentReminder,
      @DefaultValue("P5D") Duration paymentLimit,
      @DefaultValue("P3D") Duration returnReminder,
      @DefaultValue("P5D") Duration returnLimit,
      @DefaultValue("P7D") Duration collectLimit) {

    public Exchange {
      if (returnLimit.compareTo(Duration.ofDays(6)) > 0) {
        throw new IllegalArgumentException(
            "retour.exchange.return-limit must end a day before a hold of seven days does");
      }
    }
  }

  /**
   * A shop's brand, by its id in addresses.
   *
   * @param name what shoppers read
   * @param contact where shoppers can write to
   */
  public record Brand(String name, String contact) {}

  private static final int SHORTEST_SECRET = 16;

  public RetourProperties {
    requireSecret("retour.token-secret", tokenSecret);
    requireSecret("retour.carrier-webhook-secret", carrierWebhookSecret);
    requireSecret("retour.payment-webhook-secret", paymentWebhookSecret);
  }

  private static void requireSecret(String name, String value) {
    if (value == null || value.length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "%s is missing or shorter than %d characters; set it in the environment"
              .formatted(name, SHORTEST_SECRET));
    }
  }

  /** The address of a page of this application. */
  public String page(String path) {
    return publicUrl + path;
  }
}
