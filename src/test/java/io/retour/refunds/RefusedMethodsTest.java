package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.refunds.Refund.State;
import org.junit.jupiter.api.Test;

/** What a provider never pays back over, it is not asked for. */
class RefusedMethodsTest extends ProviderTest {

  /** Mollie pays nothing back over gift cards: an agent does. */
  @Test
  void goesStraightToAnAgentOverAGiftCardAtMollie() {
    granted(
        order()
            .line("TEE-M", 1, 2495)
            .paidThrough("mollie", "tr_gift" + System.nanoTime())
            .paidWith("GIFT_CARD", 2495)
            .build());

    assertThat(submitted().state()).isEqualTo(State.FAILED);

    assertThat(refund().detail()).isEqualTo("mollie pays nothing back over GIFT_CARD");
    assertThat(MOLLIE.calls()).isEmpty();
  }
}
