/** What a merchant learns from the returns of a brand: counts and sums, never of one person. */
@ApplicationModule(allowedDependencies = {"shared", "returns", "refunds"})
@NullMarked
package io.retour.insights;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
