/**
 * Something was wrong with what arrived, or became so: damaged, missing, wrong or lost goods made
 * good without sending anything back, and defects mended under the law of conformity.
 */
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
package io.retour.claims;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
