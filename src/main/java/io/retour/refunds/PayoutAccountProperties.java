package io.retour.refunds;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How accounts that shoppers give are kept.
 *
 * @param key the accounts are encrypted with it; 32 characters or more, secret, and the same on all
 *     copies. What was kept under another key cannot be read any more
 */
@ConfigurationProperties("retour.payout-account")
public record PayoutAccountProperties(String key) {

  private static final int SHORTEST = 32;

  public PayoutAccountProperties {
    if (key == null || key.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "retour.payout-account.key is missing or shorter than %d characters; set it in the environment"
              .formatted(SHORTEST));
    }
  }

  /** Hidden, so that no log line tells it. */
  @Override
  public String toString() {
    return "PayoutAccountProperties[key hidden]";
  }
}
