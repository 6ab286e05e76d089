package io.retour.orders.web;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.shared.Problem;
import io.retour.shared.web.NamedThing;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What addresses call an order, and the shelf of a brand, by. */
@Configuration(proxyBeanMethods = false)
class NamedOrders {

  @Bean
  NamedThing orderById(Orders orders) {
    return NamedThing.byId("orderId", id -> orders.byId(id).map(Order::brand), Orders::unknown);
  }

  /** Named itself, whether there is such a brand or not. */
  @Bean
  NamedThing brandByName() {
    return new NamedThing(
        "brand", Optional::of, () -> Problem.notFound("brand-unknown", "There is no such brand."));
  }
}
