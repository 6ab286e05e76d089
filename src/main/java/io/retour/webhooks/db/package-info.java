/** Subscriptions, events and deliveries in MariaDB. */
@NullMarked
package io.retour.webhooks.db;

import org.jspecify.annotations.NullMarked;
