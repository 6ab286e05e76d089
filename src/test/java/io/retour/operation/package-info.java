/** Holds what operators use (containers, cluster, alerts, dashboards) against the application. */
@NullMarked
package io.retour.operation;

import org.jspecify.annotations.NullMarked;
