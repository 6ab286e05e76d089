/** The shopper's portal: find an order, register a return, follow it. */
@ApplicationModule
@NullMarked
package io.retour.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
