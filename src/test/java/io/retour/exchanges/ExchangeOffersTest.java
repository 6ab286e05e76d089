package io.retour.exchanges;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.exchanges.ExchangeOffers.Goods;
import io.retour.exchanges.ExchangeOffers.Offer;
import io.retour.exchanges.ExchangeOffers.Shelf;
import io.retour.shared.Money;
import io.retour.testing.WebTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What there is instead of several things that come back. */
@WebTest
class ExchangeOffersTest {

  @Autowired Catalogue catalogue;

  private final String mark = "X" + UUID.randomUUID().toString().substring(0, 6);

  /** A stock system that knows of one thing how many there are, and counts who asks. */
  private final class CountingStock implements StockReservations {

    private final List<Collection<String>> asked = new ArrayList<>();

    @Override
    public boolean reserve(String requestKey, String sku, int quantity, Instant until) {
      throw new AssertionError("A look keeps nothing");
    }

    @Override
    public Map<String, Long> left(Collection<String> skus) {
      asked.add(skus);
      return Map.of(mark + "CAP-M", 2L);
    }

    @Override
    public void release(String requestKey) {
      throw new AssertionError("A look keeps nothing");
    }
  }

  private Goods goods(String style, int pieces, String wanted) {
    return new Goods("lumen", mark + style, Money.of(1000, "EUR"), pieces, wanted);
  }

  private void sells(String style) {
    catalogue.put(
        new CatalogueItem(
            "lumen",
            mark + style,
            mark + " " + style,
            "FASHION",
            Money.of(2000, "EUR"),
            null,
            300));
  }

  private static List<String> skus(List<Offer> offers) {
    return offers.stream().map(offer -> offer.item().sku()).toList();
  }

  @Test
  void asksTheStockSystemOnceForAllThatComesBack() {
    List.of("TEE-L", "TEE-M", "CAP-M", "MUG-1").forEach(this::sells);
    CountingStock stock = new CountingStock();

    List<Shelf> shelves =
        new ExchangeOffers(catalogue, stock)
            .insteadOf(
                List.of(goods("TEE-M", 1, mark + "MUG-1"), goods("MUG-1", 3, "")), mark + " cap");

    assertThat(stock.asked).hasSize(1);
    assertThat(shelves).hasSize(2);
    Shelf insteadOfTee = shelves.getFirst();
    assertThat(skus(insteadOfTee.variants())).containsExactly(mark + "TEE-L", mark + "TEE-M");
    assertThat(skus(insteadOfTee.chosen())).containsExactly(mark + "MUG-1");
    assertThat(skus(insteadOfTee.others())).containsExactly(mark + "CAP-M");
    Shelf insteadOfMug = shelves.getLast();
    assertThat(skus(insteadOfMug.variants())).containsExactly(mark + "MUG-1");
    assertThat(insteadOfMug.chosen()).isEmpty();
    // two are left: enough for the one line, too few for the other
    assertThat(insteadOfTee.others()).allMatch(Offer::inStock);
    assertThat(insteadOfMug.others()).noneMatch(Offer::inStock);
  }

  /** Each list leaves out its own style, and is as long as it can be all the same. */
  @Test
  void fillsEachListThoughItsOwnStyleIsFoundToo() {
    for (int i = 0; i < 5; i++) {
      sells("ATEE-%d".formatted(i));
    }
    for (int i = 0; i < 31; i++) {
      sells("SOCK%02d-M".formatted(i));
    }

    List<Shelf> shelves =
        new ExchangeOffers(catalogue, new CountingStock())
            .insteadOf(List.of(goods("ATEE-1", 1, ""), goods("SOCK00-M", 1, "")), mark);

    assertThat(shelves).allMatch(shelf -> shelf.others().size() == 30 && shelf.moreToFind());
    assertThat(skus(shelves.getFirst().others())).noneMatch(sku -> sku.contains("ATEE"));
    assertThat(skus(shelves.getLast().others())).contains(mark + "ATEE-1");
  }

  @Test
  void asksNobodyWhenNothingComesBack() {
    CountingStock stock = new CountingStock();

    assertThat(new ExchangeOffers(catalogue, stock).insteadOf(List.of(), "")).isEmpty();

    assertThat(stock.asked).isEmpty();
  }
}
