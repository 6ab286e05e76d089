/**
 * What is kept of persons, how long, and what becomes of it: retention, erasure and export on
 * request, and who of staff saw or did what.
 */
@ApplicationModule(allowedDependencies = {"shared", "refunds"})
@NullMarked
package io.retour.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
