/** What a brand promises on returns before anybody buys: read from the tables that will decide. */
@ApplicationModule(allowedDependencies = {"shared", "policy", "returns", "stores", "exchanges"})
@NullMarked
package io.retour.terms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
