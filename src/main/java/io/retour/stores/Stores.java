package io.retour.stores;

import io.retour.shared.Brands;
import io.retour.shared.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;

/** Which stores there are. */
@Service
@EnableConfigurationProperties(StoreProperties.class)
public class Stores {

  private final List<Store> all;

  Stores(StoreProperties properties) {
    this.all =
        properties.list().entrySet().stream()
            .map(
                entry ->
                    new Store(
                        entry.getKey(),
                        entry.getValue().brand(),
                        entry.getValue().name(),
                        entry.getValue().address(),
                        entry.getValue().country()))
            .sorted(Comparator.comparing(Store::brand).thenComparing(Store::name))
            .toList();
  }

  public List<Store> all() {
    return all;
  }

  /** Those of these brands, by brand and name. */
  public List<Store> of(Brands brands) {
    return all.stream().filter(store -> brands.include(store.brand())).toList();
  }

  /** The brand's stores in that country; where there is none, none is offered. */
  public List<Store> near(String brand, String country) {
    return all.stream()
        .filter(store -> store.brand().equals(brand) && store.country().equals(country))
        .toList();
  }

  /**
   * @throws Problem when there is no such store
   */
  public Store get(String storeId) {
    return find(storeId).orElseThrow(Stores::unknown);
  }

  public Optional<Store> find(String storeId) {
    return all.stream().filter(store -> store.id().equals(storeId)).findFirst();
  }

  /** What is answered when there is no such store. */
  public static Problem unknown() {
    return Problem.notFound("store-unknown", "There is no such store.");
  }
}
