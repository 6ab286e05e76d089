@NullMarked
package io.retour.claims.web;

import org.jspecify.annotations.NullMarked;
