package io.retour.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A refund that is planned once more after a restore is the same one to its provider. */
class RefundKeyTest {

  private static final UUID RETURN = UUID.fromString("6f1ed002-ab5f-4f1b-8d3c-1f6a5a4b7c11");
  private static final UUID CARD = UUID.fromString("0b4e9a52-63c4-4b0b-9f5e-2f3f4a5b6c7d");
  private static final UUID GIFT_CARD = UUID.fromString("1c5fab63-74d5-4c1c-8a6f-3a4a5b6c7d8e");

  @Test
  void itsKeyComesFromTheCaseAndThePaymentAlone() {
    UUID grant = Grant.idOf(RETURN);

    assertThat(Grant.idOf(RETURN)).isEqualTo(grant).isNotEqualTo(RETURN);
    assertThat(Refund.idOf(grant, CARD)).isEqualTo(Refund.idOf(grant, CARD));
  }

  @Test
  void anotherCaseAndAnotherPaymentHaveOthers() {
    UUID grant = Grant.idOf(RETURN);

    assertThat(Refund.idOf(grant, CARD)).isNotEqualTo(Refund.idOf(grant, GIFT_CARD));
    assertThat(Refund.idOf(Grant.idOf(CARD), CARD)).isNotEqualTo(Refund.idOf(grant, CARD));
  }
}
