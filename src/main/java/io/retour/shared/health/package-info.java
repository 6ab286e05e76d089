/** How the health of systems outside is known. */
@NullMarked
package io.retour.shared.health;

import org.jspecify.annotations.NullMarked;
