@NullMarked
package io.retour.warehouse.web;

import org.jspecify.annotations.NullMarked;
