/** Other goods instead of money: what a shopper wants for the pieces that come back. */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "orders",
      "policy",
      "returns",
      "refunds",
      "simulators",
      "security"
    })
@NullMarked
package io.retour.exchanges;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
