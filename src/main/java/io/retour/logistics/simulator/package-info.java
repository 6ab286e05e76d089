@NullMarked
package io.retour.logistics.simulator;

import org.jspecify.annotations.NullMarked;
