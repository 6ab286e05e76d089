package io.retour.orders;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pictures of what shops sell. A shop sends them; nothing is fetched from an address that somebody
 * else chose.
 */
public interface ItemPictures {

  /**
   * A picture as it is kept.
   *
   * @param version changes with the picture
   * @param jpeg drawn anew from what the shop sent
   */
  record Picture(String version, byte[] jpeg) {}

  /** Keeps a picture; another one of the same item takes its place. */
  void keep(String brand, String sku, byte[] jpeg);

  Optional<Picture> find(String brand, String sku);

  /** Forgets a picture; the item is shown by the sign of its category again. */
  void forget(String brand, String sku);

  /** Where the pictures of these items are, by SKU; an item without one is not in it. */
  Map<String, String> addresses(String brand, Set<String> skus);
}
