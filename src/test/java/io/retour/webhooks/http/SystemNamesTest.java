package io.retour.webhooks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemNamesTest {

  @Test
  void findsTheAddressesOfANameAndOfANumber() throws UnknownHostException {
    SystemNames names = new SystemNames();

    assertThat(names.of("127.0.0.1"))
        .containsExactly(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    assertThat(names.of("localhost")).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
  }

  @Test
  void waitsForNoNameServerThatTakesItsTimeHoweverManyAsk() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    SystemNames names =
        new SystemNames(
            host -> {
              try {
                end.await();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            },
            Duration.ofMillis(10));

    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> names.of("slow.example")).isInstanceOf(UnknownHostException.class);
    }
    end.countDown();
  }
}
