@NullMarked
package io.retour.inventory.simulator;

import org.jspecify.annotations.NullMarked;
