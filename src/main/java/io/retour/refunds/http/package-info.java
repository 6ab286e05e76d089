/** How connectors of payment providers talk HTTP, and what they have in common. */
@NullMarked
package io.retour.refunds.http;

import org.jspecify.annotations.NullMarked;
