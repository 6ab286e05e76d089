package io.retour.exchanges;

import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a shop has to offer in exchange. A shop keeps it current; it is no product data base. */
public interface Catalogue {

  /** Keeps an item; the same SKU of a brand in the same currency again replaces it. */
  void put(CatalogueItem item);

  /** What one piece costs today in that currency; empty when it is not sold in it. */
  Optional<CatalogueItem> find(String brand, String sku, Currency currency);

  /** All sizes and colours of these styles, and these SKUs beside them, by SKU. */
  List<CatalogueItem> known(String brand, Currency currency, Set<String> styles, Set<String> skus);

  /**
   * What a search finds, by title.
   *
   * @param search what title or SKU contains, empty for anything
   * @param most no more than these
   */
  List<CatalogueItem> search(String brand, Currency currency, String search, int most);
}
