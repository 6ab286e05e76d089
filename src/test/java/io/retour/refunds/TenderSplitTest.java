package io.retour.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.Tender;
import io.retour.shared.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Whatever order a table gives: nobody gets back more than came from there, and no cent is lost.
 */
class TenderSplitTest {

  private static Money eur(long minor) {
    return Money.of(minor, "EUR");
  }

  private static Tender tender(String method, long captured) {
    return new Tender(UUID.randomUUID(), method, "bank", method, eur(captured));
  }

  @Property
  void anyOrderOfTendersStaysWithinWhatEachCaptured(
      @ForAll @Size(min = 1, max = 5) List<@LongRange(min = 0, max = 100_000) Long> captured,
      @ForAll @Size(min = 1, max = 6) List<@LongRange(min = 0, max = 120_000) Long> grants,
      @ForAll long seed) {
    Random random = new Random(seed);
    List<Tender> tenders =
        IntStream.range(0, captured.size())
            .mapToObj(i -> tender("MEANS-" + i, captured.get(i)))
            .toList();
    Map<UUID, Money> back = new HashMap<>();
    for (long grant : grants) {
      // each part of the order comes back under another table
      List<Tender> inOrder = new ArrayList<>(tenders);
      Collections.shuffle(inOrder, random);
      Money room = captured(tenders).minus(sum(back));

      TenderSplit split =
          TenderSplit.of(
              eur(grant),
              inOrder,
              each -> each.captured().minus(back.getOrDefault(each.id(), eur(0))));

      split.parts().forEach(part -> back.merge(part.tender().id(), part.amount(), Money::plus));
      Money paid = split.parts().stream().map(TenderSplit.Part::amount).reduce(eur(0), Money::plus);
      assertThat(paid.plus(split.left())).isEqualTo(eur(grant));
      assertThat(paid).isEqualTo(eur(grant).min(room));
      assertThat(split.parts()).allMatch(part -> part.amount().isPositive());
    }
    assertThat(tenders)
        .allSatisfy(
            each ->
                assertThat(back.getOrDefault(each.id(), eur(0)))
                    .isLessThanOrEqualTo(each.captured()));
  }

  private static Money captured(List<Tender> tenders) {
    return tenders.stream().map(Tender::captured).reduce(eur(0), Money::plus);
  }

  private static Money sum(Map<UUID, Money> amounts) {
    return amounts.values().stream().reduce(eur(0), Money::plus);
  }

  @Test
  void theFirstIsFilledBeforeTheNextGetsAnything() {
    Tender card = tender("CARD", 5000);
    Tender gift = tender("GIFT_CARD", 1500);

    TenderSplit split = TenderSplit.of(eur(2000), List.of(gift, card), Tender::captured);

    assertThat(split.parts())
        .containsExactly(
            new TenderSplit.Part(gift, eur(1500)), new TenderSplit.Part(card, eur(500)));
    assertThat(split.left().isZero()).isTrue();
  }
}
