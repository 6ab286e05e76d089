package io.retour.exchanges;

import io.retour.shared.Money;
import java.util.List;
import java.util.Set;
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
   */
  public record Goods(String brand, String sku, Money paid, int pieces) {}

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
   * @param others other products, by title
   * @param moreToFind whether there are others than these
   */
  public record Shelf(List<Offer> variants, List<Offer> others, boolean moreToFind) {

    public boolean isEmpty() {
      return variants.isEmpty() && others.isEmpty();
    }

    /** All but what is wanted already. */
    public Shelf without(String sku) {
      return new Shelf(but(sku, variants), but(sku, others), moreToFind);
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
    List<CatalogueItem> others =
        catalogue.others(
            goods.brand(), goods.sku(), goods.paid().currency(), search, SHORT_LIST + 1);
    return new Shelf(
        offers(goods, catalogue.variants(goods.brand(), goods.sku(), goods.paid().currency())),
        offers(goods, others.stream().limit(SHORT_LIST).toList()),
        others.size() > SHORT_LIST);
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
