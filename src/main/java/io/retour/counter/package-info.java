/** Returns handed in at a store's counter, announced before or not. */
@ApplicationModule(
    allowedDependencies = {"shared", "orders", "returns", "logistics", "warehouse", "stores"})
@NullMarked
package io.retour.counter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
