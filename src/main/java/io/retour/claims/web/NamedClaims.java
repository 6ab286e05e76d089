package io.retour.claims.web;

import io.retour.claims.Claim;
import io.retour.claims.Claims;
import io.retour.shared.web.NamedThing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What addresses call a claim by. */
@Configuration(proxyBeanMethods = false)
class NamedClaims {

  @Bean
  NamedThing claimById(Claims claims) {
    return NamedThing.byId("claimId", id -> claims.find(id).map(Claim::brand), Claims::unknown);
  }

  @Bean
  NamedThing claimByNumber(Claims claims) {
    return new NamedThing(
        "number", number -> claims.findByNumber(number).map(Claim::brand), Claims::unknown);
  }
}
