@NullMarked
package io.retour.notifications.smtp;

import org.jspecify.annotations.NullMarked;
