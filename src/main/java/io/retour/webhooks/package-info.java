/** What integrators are told of returns, claims and refunds: signed, repeated until it arrives. */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "security",
      "returns",
      "logistics",
      "counter",
      "warehouse",
      "refunds",
      "exchanges",
      "claims"
    })
@NullMarked
package io.retour.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
