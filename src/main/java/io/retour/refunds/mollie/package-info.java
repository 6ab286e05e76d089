/** Refunds through Mollie. */
@NullMarked
package io.retour.refunds.mollie;

import org.jspecify.annotations.NullMarked;
