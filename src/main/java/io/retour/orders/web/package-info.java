@NullMarked
package io.retour.orders.web;

import org.jspecify.annotations.NullMarked;
