@NullMarked
package io.retour.warehouse.db;

import org.jspecify.annotations.NullMarked;
