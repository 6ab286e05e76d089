/** Parcels that nobody announced, and those that come after their return has ended. */
@ApplicationModule(allowedDependencies = {"shared", "orders", "returns", "logistics", "inventory"})
@NullMarked
package io.retour.blind;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
