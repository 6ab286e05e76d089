package io.retour.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.retour.shared.Problem;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Slows down who asks for orders again and again. Each copy of Retour counts by itself, which is
 * enough to make guessing hopeless.
 */
@Component
public class RateLimiter {

  private final LoadingCache<String, Bucket> buckets;
  private final LoadingCache<String, Bucket> statements;

  RateLimiter(
      @Value("${retour.lookups-per-minute:10}") int perMinute,
      @Value("${retour.lookup-clients-remembered:100000}") int remembered,
      @Value("${retour.statements-per-minute:60}") int statementsPerMinute) {
    this.buckets = buckets(perMinute, remembered);
    this.statements = buckets(statementsPerMinute, remembered);
  }

  private static LoadingCache<String, Bucket> buckets(int perMinute, int remembered) {
    return Caffeine.newBuilder()
        .maximumSize(remembered)
        .expireAfterAccess(Duration.ofMinutes(10))
        .build(
            client ->
                Bucket.builder()
                    .addLimit(
                        limit ->
                            limit
                                .capacity(perMinute)
                                .refillGreedy(perMinute, Duration.ofMinutes(1)))
                    .build());
  }

  /**
   * Keeps a machine from flooding the withdrawal function; no person reaches this.
   *
   * @param client who states, e.g. an address
   * @throws Problem when it was too often; nothing was recorded then, and the answer must say so
   */
  public void statement(String client) {
    if (!statements.get(client).tryConsume(1)) {
      throw Problem.tooManyRequests(
          "too-many-statements",
          "Too many at once; nothing was recorded. Send it again.",
          Duration.ofMinutes(1));
    }
  }

  /**
   * @param client who asks, e.g. an address
   * @throws Problem when it was too often
   */
  public void lookup(String client) {
    if (!buckets.get(client).tryConsume(1)) {
      throw Problem.tooManyRequests(
          "too-many-lookups",
          "Too many tries. Wait a minute and try again.",
          Duration.ofMinutes(1));
    }
  }
}
