/** Words every module speaks: money, typed problems, the clock of a market. */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.retour.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
