/** What Retour tells shoppers by mail. */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "orders",
      "policy",
      "returns",
      "logistics",
      "refunds",
      "exchanges",
      "security",
      "claims",
      "simulators"
    })
@NullMarked
package io.retour.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
