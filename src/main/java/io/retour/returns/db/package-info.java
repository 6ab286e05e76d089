@NullMarked
package io.retour.returns.db;

import org.jspecify.annotations.NullMarked;
