/** Receiving parcels and inspecting what is in them. */
@ApplicationModule(allowedDependencies = {"shared", "policy", "returns", "logistics"})
@NullMarked
package io.retour.warehouse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
