@NullMarked
package io.retour.shared.db;

import org.jspecify.annotations.NullMarked;
