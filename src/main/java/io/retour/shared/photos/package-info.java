/** Photos that people send: drawn anew, so that nothing but the picture is kept. */
@NullMarked
package io.retour.shared.photos;

import org.jspecify.annotations.NullMarked;
