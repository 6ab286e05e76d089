@NullMarked
package io.retour.security.db;

import org.jspecify.annotations.NullMarked;
