@NullMarked
package io.retour.exchanges.db;

import org.jspecify.annotations.NullMarked;
