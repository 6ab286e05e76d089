package io.retour.exchanges;

import io.retour.shared.Money;
import java.util.Currency;
import java.util.List;
import java.util.Set;
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
  public record Goods(String brand, String sku, Money paid, int pieces, String wanted) {}

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

    /** All but what is wanted already. */
    public Shelf without(String sku) {
      return new Shelf(but(sku, variants), but(sku, chosen), but(sku, others), moreToFind);
    }

    private static List<Offer> but(String sku, List<Offer> offers) {
      return offers.stream().filter(offer -> !offer.item().sku().equals(sku)).toList();
    }
  }

  /**
   * @param search what the title of other products contains, empty for anything; sizes and colours
   *     of what comes back are always shown
   */
  public Shelf insteadOf(Goods goods, String search) {
    Currency currency = goods.paid().currency();
    List<CatalogueItem> variants = catalogue.variants(goods.brand(), goods.sku(), currency);
    List<CatalogueItem> found =
        catalogue.others(goods.brand(), goods.sku(), currency, search, SHORT_LIST + 1);
    List<CatalogueItem> others = found.stream().limit(SHORT_LIST).toList();
    boolean shown =
        Stream.concat(variants.stream(), others.stream())
            .anyMatch(item -> item.sku().equals(goods.wanted()));
    return new Shelf(
        offers(goods, variants),
        shown || goods.wanted().isEmpty()
            ? List.of()
            : offers(
                goods, catalogue.find(goods.brand(), goods.wanted(), currency).stream().toList()),
        offers(goods, others),
        found.size() > SHORT_LIST);
  }

  private List<Offer> offers(Goods goods, List<CatalogueItem> items) {
    Set<String> soldOut =
        stock.soldOut(items.stream().map(CatalogueItem::sku).toList(), goods.pieces());
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
                  !soldOut.contains(item.sku()));
            })
        .toList();
  }
}
