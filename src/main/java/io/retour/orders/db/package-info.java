@NullMarked
package io.retour.orders.db;

import org.jspecify.annotations.NullMarked;
