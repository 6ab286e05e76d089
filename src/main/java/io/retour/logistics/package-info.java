/** Parcels on their way back: carriers, labels and tracking. */
@ApplicationModule(
    allowedDependencies = {"shared", "orders", "policy", "returns", "simulators", "security"})
@NullMarked
package io.retour.logistics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
