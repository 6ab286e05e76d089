package io.retour.shared;

import java.net.URI;
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
 * @param fullWarehouses warehouses that can take no more at the moment, by their names in the table
 *     "routing"
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
    @DefaultValue List<String> fullWarehouses,
    @DefaultValue Map<String, Brand> brands) {

  /**
   * A shop's brand, by its id in addresses.
   *
   * @param name what shoppers read
   * @param contact where shoppers can write to
   * @param account where shoppers pay back what was refunded too much, as a mail says it (holder
   *     and IBAN); empty when the contact tells it
   */
  public record Brand(String name, String contact, @DefaultValue("") String account) {}

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
