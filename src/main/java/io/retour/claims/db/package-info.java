@NullMarked
package io.retour.claims.db;

import org.jspecify.annotations.NullMarked;
