package io.retour.returns.web;

import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.web.NamedThing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What addresses call a return by. */
@Configuration(proxyBeanMethods = false)
class NamedReturns {

  @Bean
  NamedThing returnById(Returns returns) {
    return NamedThing.byId(
        "returnId", id -> returns.find(id).map(ReturnCase::brand), Returns::unknown);
  }

  @Bean
  NamedThing returnByNumber(Returns returns) {
    return new NamedThing(
        "rmaNumber",
        number -> returns.findByRmaNumber(number).map(ReturnCase::brand),
        Returns::unknown);
  }
}
