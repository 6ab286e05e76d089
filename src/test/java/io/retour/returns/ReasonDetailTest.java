package io.retour.returns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonDetailTest {

  private static final List<String> CATEGORIES =
      List.of("FASHION", "SHOES", "ELECTRONICS", "HOME", "BEAUTY", "TOYS", "OTHER");

  @Test
  void asksOfEachCategoryWhatFitsIt() {
    assertThat(ReasonDetail.of("ELECTRONICS", ReturnReason.DEFECTIVE))
        .contains(ReasonDetail.DOES_NOT_SWITCH_ON)
        .doesNotContain(ReasonDetail.SOLE);
    assertThat(ReasonDetail.of("SHOES", ReturnReason.SIZE_TOO_LARGE))
        .contains(ReasonDetail.INSTEP)
        .doesNotContain(ReasonDetail.SLEEVES);
    assertThat(ReasonDetail.of("HOME", ReturnReason.SIZE_TOO_LARGE)).isEmpty();
  }

  /** Who says nothing, or that it was a change of mind, is asked nothing more. */
  @Test
  void asksNothingAfterReasonsThatNeedNoMore() {
    assertThat(CATEGORIES)
        .allSatisfy(
            category ->
                assertThat(
                        Stream.of(
                                ReturnReason.NO_REASON_GIVEN,
                                ReturnReason.CHANGED_MIND,
                                ReturnReason.UNWANTED_GIFT)
                            .flatMap(reason -> ReasonDetail.of(category, reason).stream()))
                    .isEmpty());
  }

  @Test
  void everyDetailCanBeSaidOfSomething() {
    assertThat(
            CATEGORIES.stream()
                .flatMap(
                    category ->
                        Arrays.stream(ReturnReason.values())
                            .flatMap(reason -> ReasonDetail.of(category, reason).stream())))
        .contains(ReasonDetail.values());
  }

  @Test
  void whatDoesNotFitWasNotSaid() {
    assertThat(ReasonDetail.said("SHOES", ReturnReason.DEFECTIVE, "SOLE"))
        .contains(ReasonDetail.SOLE);
    assertThat(ReasonDetail.said("SHOES", ReturnReason.DEFECTIVE, "SLEEVES")).isEmpty();
    assertThat(ReasonDetail.said("SHOES", ReturnReason.CHANGED_MIND, "SOLE")).isEmpty();
    assertThat(ReasonDetail.said("SHOES", ReturnReason.DEFECTIVE, "")).isEmpty();
  }
}
