@NullMarked
package io.retour.journey.db;

import org.jspecify.annotations.NullMarked;
