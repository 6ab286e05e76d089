/** The screens of staff: returns, case file, warehouse, simulators. */
@ApplicationModule
@NullMarked
package io.retour.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
