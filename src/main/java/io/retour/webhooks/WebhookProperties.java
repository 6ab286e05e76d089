package io.retour.webhooks;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is told to integrators.
 *
 * @param key the secrets that sign it are encrypted with it; 32 characters or more, secret, and the
 *     same on all copies. What was kept under another key cannot be read any more
 * @param ports the ports that may be connected to
 * @param allowLoopback whether addresses of this very machine may be told, over http and on any
 *     port, to try things out; never where others can subscribe
 * @param connectTimeout how long connecting may take
 * @param timeout how long a whole try may take; what takes longer has failed. Up to a minute
 * @param secretOverlap how long the secret before still signs when another one is made
 * @param interval how long after one look for what is due the next one follows
 */
@ConfigurationProperties("retour.webhooks")
public record WebhookProperties(
    String key,
    @DefaultValue({"443", "8443"}) Set<Integer> ports,
    @DefaultValue("false") boolean allowLoopback,
    @DefaultValue("PT5S") Duration connectTimeout,
    @DefaultValue("PT15S") Duration timeout,
    @DefaultValue("P1D") Duration secretOverlap,
    @DefaultValue("PT1S") Duration interval) {

  private static final int SHORTEST = 32;

  /** Well below the lease of a try, or another copy would send the same beside it. */
  private static final Duration LONGEST_TRY = Duration.ofMinutes(1);

  public WebhookProperties {
    if (key == null || key.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "retour.webhooks.key is missing or shorter than %d characters; set it in the environment"
              .formatted(SHORTEST));
    }
    if (!timeout.isPositive() || timeout.compareTo(LONGEST_TRY) > 0) {
      throw new IllegalArgumentException(
          "retour.webhooks.timeout is %s; set it to more than nothing and at most %s"
              .formatted(timeout, LONGEST_TRY));
    }
    ports = Set.copyOf(ports);
  }

  /** The key is hidden, so that no log line tells it. */
  @Override
  public String toString() {
    return "WebhookProperties[key hidden, ports=%s, allowLoopback=%s]"
        .formatted(ports, allowLoopback);
  }
}
