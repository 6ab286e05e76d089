@NullMarked
package io.retour.notifications.db;

import org.jspecify.annotations.NullMarked;
