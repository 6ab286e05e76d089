@NullMarked
package io.retour.refunds.db;

import org.jspecify.annotations.NullMarked;
