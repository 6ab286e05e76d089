package io.retour.desk;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.web.NamedThing;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What lies on the counter: a return by its number, or an order by its id. */
@Configuration(proxyBeanMethods = false)
class NamedAtCounter {

  @Bean
  NamedThing handedIn(Returns returns, Orders orders) {
    return new NamedThing(
        "what",
        what ->
            StoreScreen.returnNumber(what)
                ? returns.findByRmaNumber(what).map(ReturnCase::brand)
                : brandOfOrder(what, orders),
        Returns::unknown);
  }

  private static Optional<String> brandOfOrder(String id, Orders orders) {
    try {
      return orders.byId(UUID.fromString(id)).map(Order::brand);
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }
}
