@NullMarked
package io.retour.returns.web;

import org.jspecify.annotations.NullMarked;
