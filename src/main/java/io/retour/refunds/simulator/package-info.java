@NullMarked
package io.retour.refunds.simulator;

import org.jspecify.annotations.NullMarked;
