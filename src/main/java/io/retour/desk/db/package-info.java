@NullMarked
package io.retour.desk.db;

import org.jspecify.annotations.NullMarked;
