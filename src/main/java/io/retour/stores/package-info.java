/** The shops of brick that take returns over the counter. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package io.retour.stores;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
