package io.retour.bench.chaos;

import io.retour.bench.ToolException;
import java.net.URI;
import java.util.Map;

/**
 * What those outside of Retour know who take part: the address of the second copy, and the secrets
 * with which carrier, payment provider and drop-off point sign.
 */
public record Outside(
    URI secondCopy, String carrierSecret, String paymentSecret, String tokenSecret) {

  public static Outside of(Map<String, String> env) {
    return new Outside(
        URI.create(of(env, "RETOUR_SECOND_URL")),
        of(env, "RETOUR_CARRIER_WEBHOOK_SECRET"),
        of(env, "RETOUR_PAYMENT_WEBHOOK_SECRET"),
        of(env, "RETOUR_TOKEN_SECRET"));
  }

  private static String of(Map<String, String> env, String name) {
    String value = env.get(name);
    if (value == null || value.isBlank()) {
      throw new ToolException(name + " is not set; start this tool with ./retour chaos.");
    }
    return value;
  }
}
