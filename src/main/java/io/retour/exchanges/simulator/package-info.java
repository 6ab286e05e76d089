@NullMarked
package io.retour.exchanges.simulator;

import org.jspecify.annotations.NullMarked;
