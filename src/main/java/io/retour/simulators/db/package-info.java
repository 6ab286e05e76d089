@NullMarked
package io.retour.simulators.db;

import org.jspecify.annotations.NullMarked;
