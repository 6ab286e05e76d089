/** Deployment over the API. */
@NullMarked
package io.retour.journey.web;

import org.jspecify.annotations.NullMarked;
