@NullMarked
package io.retour.claims.simulator;

import org.jspecify.annotations.NullMarked;
