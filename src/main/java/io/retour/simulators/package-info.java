/**
 * How the built-in simulators of carrier, payment provider, stock and mail behave: normally, or
 * with a fault that a person or a test asked for. Simulators stand behind the same ports as real
 * connectors.
 */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package io.retour.simulators;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
