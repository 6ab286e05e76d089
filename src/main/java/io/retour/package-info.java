@NullMarked
package io.retour;

import org.jspecify.annotations.NullMarked;
