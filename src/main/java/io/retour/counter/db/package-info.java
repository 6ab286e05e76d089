@NullMarked
package io.retour.counter.db;

import org.jspecify.annotations.NullMarked;
