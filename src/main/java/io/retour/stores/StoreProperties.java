package io.retour.stores;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Stores that take returns.
 *
 * @param list the stores by id; the id is also the name of the store's stock location
 */
@ConfigurationProperties("retour.stores")
record StoreProperties(@DefaultValue Map<String, Place> list) {

  /**
   * Where a store is.
   *
   * @param brand the id of its brand
   * @param name what shoppers call it
   * @param address street and town
   * @param country ISO 3166-1 alpha-2
   */
  record Place(String brand, String name, String address, String country) {}
}
