/** ClamAV as the scanner of what people send. */
@NullMarked
package io.retour.shared.photos.clamav;

import org.jspecify.annotations.NullMarked;
