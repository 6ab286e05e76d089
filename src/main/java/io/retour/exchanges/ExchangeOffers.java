package io.retour.exchanges;

import io.retour.shared.Money;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What a shopper can have instead of what comes back, with what it costs and whether it is there.
 */
@Component
public class ExchangeOffers {

  /** As many other products as a list can be read of; a search finds the rest. */
  private static final int SHORT_LIST = 30;

  private final Catalogue catalogue;
  private final StockReservations stock;

  ExchangeOffers(Catalogue catalogue, StockReservations stock) {
    this.catalogue = catalogue;
    this.stock = stock;
  }

  /**
   * What comes back.
   *
   * @param paid what was really paid for one piece
   * @param pieces how many come back
   * @param wanted the SKU that was chosen in its place before, empty when none was
   */
  public record Goods(String brand, String sku, Money paid, int pieces, String wanted) {

    private String style() {
      return CatalogueItem.styleOf(sku);
    }

    private List<CatalogueItem> variants(List<CatalogueItem> known) {
      return known.stream().filter(item -> item.style().equals(style())).toList();
    }
  }

  /**
   * One thing to be had.
   *
   * @param price of all pieces together
   * @param more what the shopper pays on top for all pieces, zero when nothing
   * @param less what the shopper gets back for all pieces, zero when nothing
   * @param inStock whether there are enough of it now
   */
  public record Offer(CatalogueItem item, Money price, Money more, Money less, boolean inStock) {}

  /**
   * @param chosen what was chosen before and neither list would show now: a search is for one line,
   *     and takes nothing away from another
   * @param others other products, by title
   * @param moreToFind whether there are others than these
   */
  public record Shelf(
      List<Offer> variants, List<Offer> chosen, List<Offer> others, boolean moreToFind) {

    public boolean isEmpty() {
      return variants.isEmpty() && chosen.isEmpty() && others.isEmpty();
    }

    /** Of all that is on it. */
    public Stream<String> skus() {
      return Stream.of(variants, chosen, others)
          .flatMap(List::stream)
          .map(offer -> offer.item().sku());
    }

    /** All but what is wanted already. */
    public Shelf without(String sku) {
      return new Shelf(but(sku, variants), but(sku, chosen), but(sku, others), moreToFind);
    }

    private static List<Offer> but(String sku, List<Offer> offers) {
      return offers.stream().filter(offer -> !offer.item().sku().equals(sku)).toList();
    }
  }

  /**
   * However much comes back, the catalogue is looked through once and the stock system is asked
   * once.
   *
   * @param all of one brand, paid in one currency
   * @param search what the title of other products contains, empty for anything; sizes and colours
   *     of what comes back are always shown
   * @return a shelf for each, in the same order
   */
  public List<Shelf> insteadOf(List<Goods> all, String search) {
    if (all.isEmpty()) {
      return List.of();
    }
    String brand = all.getFirst().brand();
    Currency currency = all.getFirst().paid().currency();
    List<CatalogueItem> known =
        catalogue.known(
            brand,
            currency,
            all.stream().map(Goods::style).collect(Collectors.toSet()),
            all.stream()
                .map(Goods::wanted)
                .filter(sku -> !sku.isEmpty())
                .collect(Collectors.toSet()));
    // of what is found, each list leaves out its own style
    int mostVariants =
        all.stream().mapToInt(goods -> goods.variants(known).size()).max().orElseThrow();
    List<CatalogueItem> found =
        catalogue.search(brand, currency, search, SHORT_LIST + 1 + mostVariants);
    List<Choice> choices = all.stream().map(goods -> Choice.of(goods, known, found)).toList();
    Map<String, Long> left =
        stock.left(
            choices.stream()
                .flatMap(Choice::items)
                .map(CatalogueItem::sku)
                .collect(Collectors.toSet()));
    return choices.stream().map(choice -> choice.shelf(left)).toList();
  }

  /** What a shelf will show, before anybody looked whether it is there. */
  private record Choice(
      Goods goods,
      List<CatalogueItem> variants,
      List<CatalogueItem> chosen,
      List<CatalogueItem> others,
      boolean moreToFind) {

    static Choice of(Goods goods, List<CatalogueItem> known, List<CatalogueItem> found) {
      List<CatalogueItem> variants = goods.variants(known);
      List<CatalogueItem> fitting =
          found.stream().filter(item -> !item.style().equals(goods.style())).toList();
      List<CatalogueItem> others = fitting.stream().limit(SHORT_LIST).toList();
      List<CatalogueItem> chosen =
          known.stream()
              .filter(item -> item.sku().equals(goods.wanted()))
              .filter(item -> !variants.contains(item) && !others.contains(item))
              .toList();
      return new Choice(goods, variants, chosen, others, fitting.size() > SHORT_LIST);
    }

    Stream<CatalogueItem> items() {
      return Stream.of(variants, chosen, others).flatMap(List::stream);
    }

    Shelf shelf(Map<String, Long> left) {
      return new Shelf(
          offers(variants, left), offers(chosen, left), offers(others, left), moreToFind);
    }

    private List<Offer> offers(List<CatalogueItem> items, Map<String, Long> left) {
      Money none = Money.zero(goods.paid().currency());
      Money worth = goods.paid().times(goods.pieces());
      return items.stream()
          .map(
              item -> {
                Money price = item.insteadOf(goods.sku(), goods.paid()).times(goods.pieces());
                return new Offer(
                    item,
                    price,
                    price.minus(worth).max(none),
                    worth.minus(price).max(none),
                    left.getOrDefault(item.sku(), Long.MAX_VALUE) >= goods.pieces());
              })
          .toList();
    }
  }
}
