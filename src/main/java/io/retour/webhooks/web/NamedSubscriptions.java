package io.retour.webhooks.web;

import io.retour.shared.web.NamedThing;
import io.retour.webhooks.Subscription;
import io.retour.webhooks.WebhookSubscriptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What addresses call a subscription by. */
@Configuration(proxyBeanMethods = false)
class NamedSubscriptions {

  @Bean
  NamedThing subscriptionById(WebhookSubscriptions subscriptions) {
    return NamedThing.byId(
        "subscriptionId",
        id -> subscriptions.find(id).map(Subscription::brand),
        WebhookSubscriptions::unknown);
  }
}
