package io.retour.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settings with which webhooks would go wrong later are refused at the start. */
class WebhookPropertiesTest {

  private static WebhookProperties with(Duration timeout) {
    return new WebhookProperties(
        "a key that is long enough for it 1",
        Set.of(443),
        false,
        Duration.ofSeconds(1),
        timeout,
        Duration.ofDays(1),
        Duration.ofSeconds(1));
  }

  @Test
  void aTryEndsLongBeforeAnotherCopyMayMakeIt() {
    Duration longest = Duration.ofMinutes(1);

    assertThat(with(longest).timeout()).isEqualTo(longest).isLessThan(WebhookSender.LEASE);
    assertThatThrownBy(() -> with(longest.plusSeconds(1)))
        .hasMessageContaining("retour.webhooks.timeout")
        .hasMessageContaining("PT1M");
  }
}
