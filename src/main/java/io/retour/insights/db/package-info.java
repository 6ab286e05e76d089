/** The facts in MariaDB. */
@NullMarked
package io.retour.insights.db;

import org.jspecify.annotations.NullMarked;
