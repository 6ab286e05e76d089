/** The API for integrators. */
@NullMarked
package io.retour.webhooks.web;

import org.jspecify.annotations.NullMarked;
