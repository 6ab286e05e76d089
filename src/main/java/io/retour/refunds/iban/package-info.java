/** What an IBAN looks like, by the library iban4j. */
@NullMarked
package io.retour.refunds.iban;

import org.jspecify.annotations.NullMarked;
