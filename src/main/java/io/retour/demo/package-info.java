/** Demo orders, and simulators that play post office and warehouse, for trying Retour out. */
@ApplicationModule
@NullMarked
package io.retour.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
