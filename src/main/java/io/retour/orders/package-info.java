/** What was bought, how it was paid, and what may still come back. */
@ApplicationModule(allowedDependencies = {"shared", "policy"})
@NullMarked
package io.retour.orders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
