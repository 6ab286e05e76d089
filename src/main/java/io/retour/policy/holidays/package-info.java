/** Public holidays from a maintained calendar. */
@NullMarked
package io.retour.policy.holidays;

import org.jspecify.annotations.NullMarked;
