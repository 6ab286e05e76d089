/** Refunds through Adyen. */
@NullMarked
package io.retour.refunds.adyen;

import org.jspecify.annotations.NullMarked;
