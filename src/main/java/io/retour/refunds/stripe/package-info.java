/** Refunds through Stripe. */
@NullMarked
package io.retour.refunds.stripe;

import org.jspecify.annotations.NullMarked;
