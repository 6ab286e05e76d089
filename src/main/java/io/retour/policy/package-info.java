/** What the tables decide: typed facts in, typed outcomes out, and a log of every decision. */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package io.retour.policy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
