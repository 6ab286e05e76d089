/** Carries deliveries over HTTP, to public addresses only. */
@NullMarked
package io.retour.webhooks.http;

import org.jspecify.annotations.NullMarked;
