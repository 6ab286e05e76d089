package io.retour.exchanges.db;

import io.retour.exchanges.Catalogue;
import io.retour.exchanges.CatalogueItem;
import io.retour.shared.Money;
import io.retour.shared.db.LikePattern;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The catalogue in MariaDB. */
@Component
class CatalogueRows implements Catalogue {

  /** More variants than a thing has. */
  private static final int MOST = 500;

  private final JdbcClient jdbc;

  CatalogueRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void put(CatalogueItem item) {
    jdbc.sql(
            "insert into catalogue_item"
                + " (brand, sku, title, category, price_minor, currency, tax_rate_bp, weight_grams)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?) on duplicate key update title = values(title),"
                + " category = values(category), price_minor = values(price_minor),"
                + " tax_rate_bp = values(tax_rate_bp), weight_grams = values(weight_grams)")
        .params(
            item.brand(),
            item.sku(),
            item.title(),
            item.category(),
            item.price().minor(),
            item.price().currency().getCurrencyCode(),
            item.taxRateBasisPoints(),
            item.weightGrams())
        .update();
  }

  @Override
  public Optional<CatalogueItem> find(String brand, String sku, Currency currency) {
    return query(
            "brand = ? and sku = ? and currency = ? limit 1",
            brand,
            sku,
            currency.getCurrencyCode())
        .stream()
        .findFirst();
  }

  @Override
  public List<CatalogueItem> known(
      String brand, Currency currency, Set<String> styles, Set<String> skus) {
    List<Object> params = new ArrayList<>(List.of(brand, currency.getCurrencyCode()));
    List<String> conditions = new ArrayList<>();
    for (String style : styles) {
      conditions.add("sku = ? or sku like ?");
      params.add(style);
      params.add(LikePattern.beginningWith(style + "-"));
    }
    for (String sku : skus) {
      conditions.add("sku = ?");
      params.add(sku);
    }
    return query(
            "brand = ? and currency = ? and (%s) order by sku limit %d"
                .formatted(String.join(" or ", conditions), MOST * conditions.size()),
            params.toArray())
        .stream()
        .filter(item -> styles.contains(item.style()) || skus.contains(item.sku()))
        .toList();
  }

  @Override
  public List<CatalogueItem> search(String brand, Currency currency, String search, int most) {
    String contained = LikePattern.containing(search.strip());
    return query(
        "brand = ? and currency = ? and (title like ? or sku like ?) order by title, sku limit ?",
        brand,
        currency.getCurrencyCode(),
        contained,
        contained,
        most);
  }

  private List<CatalogueItem> query(String condition, Object... params) {
    return jdbc.sql("select * from catalogue_item where " + condition)
        .params(params)
        .query(
            (row, index) ->
                new CatalogueItem(
                    row.getString("brand"),
                    row.getString("sku"),
                    row.getString("title"),
                    row.getString("category"),
                    Money.of(row.getLong("price_minor"), row.getString("currency")),
                    row.getObject("tax_rate_bp", Integer.class),
                    row.getInt("weight_grams")))
        .list();
  }
}
