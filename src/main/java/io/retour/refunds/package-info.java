/** Money back: what is due, why, by which means, and a ledger that says so. */
@ApplicationModule(
    allowedDependencies = {"shared", "orders", "policy", "returns", "simulators", "security"})
@NullMarked
package io.retour.refunds;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
