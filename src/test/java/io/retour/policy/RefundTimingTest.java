package io.retour.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** The due day, by the article. */
class RefundTimingTest {

  private static final LocalDate NOTICE = LocalDate.of(2026, 3, 2);
  private static final ReturnPolicy POLICY = PolicyForTests.packaged();

  private static RefundTiming timing(
      String region, String basis, boolean collection, String goods) {
    return POLICY.refundTiming(region, basis, collection, goods, "RETURN");
  }

  private static @Nullable LocalDate due(
      String region,
      String basis,
      boolean collection,
      @Nullable LocalDate sent,
      @Nullable LocalDate received) {
    String goods = received != null ? "RECEIVED" : sent != null ? "SENT" : "NOTHING";
    return timing(region, basis, collection, goods).dueOn(NOTICE, sent, received).orElse(null);
  }

  /** R-12, CRD Art. 13(1). */
  @Example
  void r12AnEuRefundIsDueFourteenDaysFromTheNotice() {
    assertThat(due("EU", "STATUTORY_WITHDRAWAL", false, NOTICE.plusDays(3), NOTICE.plusDays(6)))
        .isEqualTo(NOTICE.plusDays(14));
  }

  /** R-14, CRD Art. 13(3): no due day while nothing is known of the goods. */
  @Example
  void r14TheTraderMayWaitForGoodsOrProof() {
    assertThat(due("EU", "STATUTORY_WITHDRAWAL", false, null, null)).isNull();
  }

  /** R-14, CRD Art. 13(3): whichever is the earlier ends it, and not a day later. */
  @Example
  void r14LateProofOfSendingMakesTheRefundDueOnThatDay() {
    LocalDate sent = NOTICE.plusDays(20);

    assertThat(due("EU", "STATUTORY_WITHDRAWAL", false, sent, sent.plusDays(4))).isEqualTo(sent);
  }

  /** R-15, CRD Art. 13(3): whoever offered to collect does not wait. */
  @Example
  void r15WhoCollectsDoesNotWait() {
    assertThat(due("EU", "STATUTORY_WITHDRAWAL", true, null, null)).isEqualTo(NOTICE.plusDays(14));
  }

  /** UK Consumer Contracts Regulations 2013 reg. 34(5). */
  @Example
  void aUkRefundIsDueFourteenDaysFromSendingOrReceipt() {
    assertThat(due("UK", "STATUTORY_WITHDRAWAL", false, NOTICE.plusDays(3), NOTICE.plusDays(6)))
        .isEqualTo(NOTICE.plusDays(17));
    assertThat(due("UK", "STATUTORY_WITHDRAWAL", false, null, NOTICE.plusDays(6)))
        .isEqualTo(NOTICE.plusDays(20));
    assertThat(due("UK", "STATUTORY_WITHDRAWAL", false, null, null)).isNull();
  }

  /** UK Consumer Contracts Regulations 2013 reg. 34(6). */
  @Example
  void aUkRefundOfCollectedGoodsIsDueFourteenDaysFromTheNotice() {
    assertThat(due("UK", "STATUTORY_WITHDRAWAL", true, null, NOTICE.plusDays(30)))
        .isEqualTo(NOTICE.plusDays(14));
  }

  @Example
  void aVoluntaryRefundCountsFromReceipt() {
    assertThat(due("EU", "VOLUNTARY", false, NOTICE.plusDays(1), null)).isNull();
    assertThat(due("EU", "VOLUNTARY", false, NOTICE.plusDays(1), NOTICE.plusDays(5)))
        .isEqualTo(NOTICE.plusDays(19));
  }

  /**
   * CRD Art. 13(1) and (3): for an EU consumer who withdraws, no facts give a later day than the
   * fourteenth after the notice, unless the trader may wait; and waiting ends the day goods or
   * proof come.
   */
  @Property(tries = 500)
  void neverLaterThanFourteenDaysFromTheNoticeUnlessWithheld(
      @ForAll boolean collection,
      @ForAll @IntRange(min = -1, max = 90) int sentAfter,
      @ForAll @IntRange(min = -1, max = 90) int receivedAfter) {
    LocalDate sent = sentAfter < 0 ? null : NOTICE.plusDays(sentAfter);
    LocalDate received = receivedAfter < 0 ? null : NOTICE.plusDays(receivedAfter);
    LocalDate fourteen = NOTICE.plusDays(14);
    LocalDate due = due("EU", "STATUTORY_WITHDRAWAL", collection, sent, received);

    if (collection) {
      assertThat(due).isEqualTo(fourteen);
    } else if (sent == null && received == null) {
      assertThat(due).isNull();
    } else {
      LocalDate first =
          sent == null || (received != null && received.isBefore(sent)) ? received : sent;
      assertThat(due).isEqualTo(fourteen.isBefore(first) ? first : fourteen);
    }
  }
}
