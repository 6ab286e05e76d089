@NullMarked
package io.retour.notifications.simulator;

import org.jspecify.annotations.NullMarked;
