/** Who may do what: staff by Keycloak roles, shoppers by signed links bound to one order. */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package io.retour.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
