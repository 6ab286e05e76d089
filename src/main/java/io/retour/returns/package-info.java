/** The return: its pieces on five axes, how it is registered, and what happened to it. */
@ApplicationModule(allowedDependencies = {"shared", "orders", "policy"})
@NullMarked
package io.retour.returns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
