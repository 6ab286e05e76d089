/** Reads the inventory of personal data. */
@NullMarked
package io.retour.privacy.file;

import org.jspecify.annotations.NullMarked;
