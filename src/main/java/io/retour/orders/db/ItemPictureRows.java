package io.retour.orders.db;

import io.retour.orders.ItemPictures;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.web.util.UriUtils;

/** Pictures of goods in MariaDB. */
@Component
class ItemPictureRows implements ItemPictures {

  private static final int VERSION_LENGTH = 12;

  private final JdbcClient jdbc;
  private final Clock clock;

  ItemPictureRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void keep(String brand, String sku, byte[] jpeg) {
    jdbc.sql(
            "insert into item_picture (brand, sku, version, content, given_at)"
                + " values (?, ?, ?, ?, ?) on duplicate key update version = values(version),"
                + " content = values(content), given_at = values(given_at)")
        .params(
            brand,
            sku,
            DigestUtils.md5DigestAsHex(jpeg).substring(0, VERSION_LENGTH),
            jpeg,
            LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
  }

  @Override
  public Optional<Picture> find(String brand, String sku) {
    return jdbc.sql("select version, content from item_picture where brand = ? and sku = ?")
        .params(brand, sku)
        .query((row, index) -> new Picture(row.getString("version"), row.getBytes("content")))
        .optional();
  }

  @Override
  public void forget(String brand, String sku) {
    jdbc.sql("delete from item_picture where brand = ? and sku = ?").params(brand, sku).update();
  }

  @Override
  public Map<String, String> addresses(String brand, Set<String> skus) {
    Map<String, String> addresses = new HashMap<>();
    if (skus.isEmpty()) {
      return addresses;
    }
    jdbc.sql("select sku, version from item_picture where brand = :brand and sku in (:skus)")
        .param("brand", brand)
        .param("skus", skus)
        .query(
            row -> {
              String sku = row.getString("sku");
              addresses.put(
                  sku,
                  "/pictures/%s/%s?v=%s"
                      .formatted(
                          brand,
                          UriUtils.encodePathSegment(sku, StandardCharsets.UTF_8),
                          row.getString("version")));
            });
    return addresses;
  }
}
