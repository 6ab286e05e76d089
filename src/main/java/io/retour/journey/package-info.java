/**
 * Everything Camunda: what is deployed, how a journey starts and hears of events, and the workers
 * that do its tasks. No other module sees the engine.
 */
@ApplicationModule
@NullMarked
package io.retour.journey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
