@NullMarked
package io.retour.logistics.db;

import org.jspecify.annotations.NullMarked;
