package io.retour.security;

import io.retour.security.RateWindows.Window;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Slows down who guesses, floods, or has strangers mailed. All copies of Retour count together; a
 * window begins with the first try.
 */
@Component
public class RateLimiter {

  private final RateLimits limits;
  private final RateWindows windows;
  private final Clock clock;
  private final byte[] secret;

  RateLimiter(RateLimits limits, RetourProperties properties, RateWindows windows, Clock clock) {
    this.limits = limits;
    this.windows = windows;
    this.clock = clock;
    this.secret = properties.tokenSecret().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Counts a try to find an order: by who asks, and by the number that is asked for, so that many
   * clients cannot guess the postcode of one order together. The number counts whether there is
   * such an order or not, and the right answer is refused as well as a wrong one; nothing can be
   * learned from a refusal.
   *
   * @param client the client's network address
   * @throws Problem when it was too often, with the time to wait in whole minutes
   */
  public void lookup(String client, String brand, String orderNumber) {
    String number = orderNumber.strip().toUpperCase(Locale.ROOT);
    limit("lookups", network(client), limits.lookupsPerMinute(), Duration.ofMinutes(1));
    limit(
        "lookups-of-order",
        brand + "/" + number,
        limits.lookupsPerOrderAndHour(),
        Duration.ofHours(1));
  }

  /**
   * Keeps a machine from flooding the withdrawal function. The function has to be there all the
   * time (CRD Art. 11a(1)), so this is the only thing that ever turns a statement away, no person
   * reaches it, it ends within a minute, and the page keeps what was written and says so.
   *
   * @param client the client's network address
   * @throws Problem when it was too often, with the time to wait in whole minutes; nothing was
   *     recorded then, and the answer must say so
   */
  public void statement(String client) {
    limit("statements", network(client), limits.statementsPerMinute(), Duration.ofMinutes(1));
  }

  /**
   * Counts that somebody who is not known wants an address to be mailed.
   *
   * @return whether that is still a number that a person may want
   */
  public boolean mayMail(String address) {
    return used("mails", contact(address), Duration.ofDays(1)).used()
        <= limits.mailsPerContactAndDay();
  }

  /**
   * The same, for what can wait until tomorrow.
   *
   * @throws Problem when it was too often, with the time to wait in whole minutes
   */
  public void mail(String address) {
    limit("mails", contact(address), limits.mailsPerContactAndDay(), Duration.ofDays(1));
  }

  private void limit(String kind, String subject, int most, Duration length) {
    Window window = used(kind, subject, length);
    if (window.used() > most) {
      // in whole minutes, so that the same refusal reads the same for everyone
      long seconds = Duration.between(clock.instant(), window.endsAt()).toSeconds();
      long minutes = Math.max(1, Math.ceilDiv(seconds, 60L));
      throw Problem.tooManyRequests(
          "too-many-" + kind,
          "Too many tries. Try again in %d minutes.".formatted(minutes),
          Duration.ofMinutes(minutes));
    }
  }

  private Window used(String kind, String subject, Duration length) {
    byte[] bucket =
        ShopperTokens.hmacSha256(secret, (kind + "\n" + subject).getBytes(StandardCharsets.UTF_8));
    Instant now = clock.instant();
    return windows.count(bucket, now, now.plus(length));
  }

  /** What one client can choose at will: a network of IPv6 (/64) is one household's or server's. */
  private static String network(String client) {
    if (!client.contains(":")) {
      return client;
    }
    try {
      byte[] address = InetAddress.getByName(client).getAddress();
      return HexFormat.of().formatHex(Arrays.copyOf(address, Math.min(8, address.length)));
    } catch (UnknownHostException noAddress) {
      return client;
    }
  }

  /** Dots and what follows a plus sign lead to the same mailbox at many providers. */
  private static String contact(String address) {
    String plain = address.strip().toLowerCase(Locale.ROOT);
    int at = plain.lastIndexOf('@');
    return at < 0
        ? plain
        : plain.substring(0, at).replaceAll("\\+.*", "").replace(".", "") + plain.substring(at);
  }

  @Scheduled(fixedDelayString = "PT10M")
  void forgetWhatIsOver() {
    windows.forget(clock.instant());
  }
}
