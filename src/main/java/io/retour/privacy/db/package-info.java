/** The data of persons in MariaDB, found and erased as the inventory says. */
@NullMarked
package io.retour.privacy.db;

import org.jspecify.annotations.NullMarked;
