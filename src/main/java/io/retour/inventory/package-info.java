/** Stock that comes back. */
@ApplicationModule(allowedDependencies = {"shared", "simulators"})
@NullMarked
package io.retour.inventory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
