@NullMarked
package io.retour.blind.db;

import org.jspecify.annotations.NullMarked;
