package io.retour.counter.web;

import io.retour.shared.web.NamedThing;
import io.retour.stores.Store;
import io.retour.stores.Stores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What addresses call a store by. */
@Configuration(proxyBeanMethods = false)
class NamedStores {

  @Bean
  NamedThing storeById(Stores stores) {
    return new NamedThing("storeId", id -> stores.find(id).map(Store::brand), Stores::unknown);
  }
}
