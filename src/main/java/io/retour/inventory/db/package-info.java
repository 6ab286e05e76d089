@NullMarked
package io.retour.inventory.db;

import org.jspecify.annotations.NullMarked;
