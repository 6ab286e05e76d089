@NullMarked
package io.retour.withdrawal.db;

import org.jspecify.annotations.NullMarked;
