/**
 * The consumer's statement of withdrawal (CRD Art. 11 and 11a): recorded and acknowledged before
 * anything is decided, then connected with its contract, classified and answered.
 */
@ApplicationModule(
    allowedDependencies = {"shared", "orders", "policy", "returns", "notifications", "security"})
@NullMarked
package io.retour.withdrawal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
