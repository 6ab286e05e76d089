@NullMarked
package io.retour.terms.web;

import org.jspecify.annotations.NullMarked;
