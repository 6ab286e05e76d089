package io.retour.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.testing.TestClock;
import io.retour.testing.WebTest;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two copies of Retour on one database. */
@WebTest
class RateLimiterTest {

  private static final AtomicInteger CLIENTS = new AtomicInteger();

  @Autowired RetourProperties properties;
  @Autowired JdbcClient jdbc;
  @Autowired RateWindows windows;

  private final TestClock clock = new TestClock();
  private RateLimiter one;
  private RateLimiter other;

  @BeforeEach
  void twoCopies() {
    RateLimits limits = new RateLimits(4, 6, 4, 4);
    one = new RateLimiter(limits, properties, windows, clock);
    other = new RateLimiter(limits, properties, windows, clock);
  }

  private static String client() {
    return "10.200.0." + CLIENTS.incrementAndGet();
  }

  private static String order() {
    return "RL-" + UUID.randomUUID();
  }

  private static void refuses(Runnable asked, String code, Duration wait) {
    assertThatThrownBy(asked::run)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.TOO_MANY_REQUESTS);
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.retryAfter()).isEqualTo(wait);
            });
  }

  @Test
  void countsTheLookupsOfAClientOnAllCopiesTogether() {
    String client = client();
    for (int i = 0; i < 2; i++) {
      one.lookup(client, "lumen", order());
      other.lookup(client, "lumen", order());
    }

    refuses(() -> one.lookup(client, "lumen", order()), "too-many-lookups", Duration.ofMinutes(1));
    refuses(
        () -> other.lookup(client, "lumen", order()), "too-many-lookups", Duration.ofMinutes(1));
    assertThatCode(() -> one.lookup(client(), "lumen", order())).doesNotThrowAnyException();
  }

  @Test
  void countsTheLookupsOfAnOrderWhoeverAsks() {
    String order = order();
    for (int i = 0; i < 6; i++) {
      one.lookup(client(), "lumen", i % 2 == 0 ? order : " " + order.toLowerCase());
    }

    refuses(
        () -> other.lookup(client(), "lumen", order),
        "too-many-lookups-of-order",
        Duration.ofHours(1));
    assertThatCode(() -> one.lookup(client(), "kestrel", order)).doesNotThrowAnyException();
  }

  @Test
  void startsAgainWhenTheWindowIsOver() {
    String client = client();
    for (int i = 0; i < 4; i++) {
      one.lookup(client, "lumen", order());
    }
    clock.pass(Duration.ofSeconds(61));

    for (int i = 0; i < 4; i++) {
      one.lookup(client, "lumen", order());
    }
    refuses(() -> one.lookup(client, "lumen", order()), "too-many-lookups", Duration.ofMinutes(1));
  }

  /** A household or a server has a whole /64 of IPv6 to choose from. */
  @Test
  void countsANetworkOfIpv6AsOneClient() {
    for (int i = 0; i < 4; i++) {
      one.lookup("2001:db8:1:2::" + i, "lumen", order());
    }

    refuses(
        () -> one.lookup("2001:db8:1:2:ffff:ffff:ffff:ffff", "lumen", order()),
        "too-many-lookups",
        Duration.ofMinutes(1));
    assertThatCode(() -> one.lookup("2001:db8:1:3::1", "lumen", order()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"victim@example.org", "v.ictim+1@example.org", "' VICTIM@example.org '"})
  void countsTheMailsToAMailboxHoweverItIsWritten(String address) {
    String unique = UUID.randomUUID() + "-";
    for (int i = 0; i < 4; i++) {
      assertThat((i % 2 == 0 ? one : other).mayMail(unique + "victim@example.org")).isTrue();
    }
    String written = address.startsWith(" ") ? " " + unique + address.strip() : unique + address;

    assertThat(one.mayMail(written)).isFalse();
    refuses(() -> one.mail(written), "too-many-mails", Duration.ofDays(1));
    clock.pass(Duration.ofDays(2));
    assertThat(one.mayMail(written)).isTrue();
  }

  @Test
  void countsEveryOneOfManyAtOnce() throws Exception {
    String client = client();
    AtomicInteger refused = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        RateLimiter copy = i % 2 == 0 ? one : other;
        threads.submit(
            () -> {
              try {
                copy.statement(client);
              } catch (Problem tooMany) {
                refused.incrementAndGet();
              }
            });
      }
    }

    assertThat(refused).hasValue(16);
  }

  @Test
  void forgetsWhatIsOverAndKeepsNoAddress() {
    String client = client();
    one.lookup(client, "lumen", order());
    long before = rows();
    clock.pass(Duration.ofMinutes(2));

    one.forgetWhatIsOver();

    assertThat(rows()).as("the order's hour is not over").isLessThan(before).isPositive();
    assertThat(
            jdbc.sql("select count(*) from rate_window where bucket like concat('%', ?, '%')")
                .param(client)
                .query(Long.class)
                .single())
        .isZero();
  }

  private long rows() {
    return jdbc.sql("select count(*) from rate_window").query(Long.class).single();
  }
}
