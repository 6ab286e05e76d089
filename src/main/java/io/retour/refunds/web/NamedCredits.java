package io.retour.refunds.web;

import io.retour.refunds.StoreCredits;
import io.retour.shared.web.NamedThing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What addresses call a store credit by. */
@Configuration(proxyBeanMethods = false)
class NamedCredits {

  @Bean
  NamedThing creditByCode(StoreCredits credits) {
    return new NamedThing(
        "code",
        code -> credits.brandOf(StoreCreditController.read(code)),
        StoreCredits::unknownCode);
  }
}
