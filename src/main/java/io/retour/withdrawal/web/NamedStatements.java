package io.retour.withdrawal.web;

import io.retour.shared.web.NamedThing;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Withdrawals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What addresses call a statement of withdrawal by. */
@Configuration(proxyBeanMethods = false)
class NamedStatements {

  @Bean
  NamedThing statementById(Withdrawals withdrawals) {
    return NamedThing.byId(
        "statementId", id -> withdrawals.find(id).map(Statement::brand), Withdrawals::unknown);
  }
}
