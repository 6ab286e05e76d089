@NullMarked
package io.retour.exchanges.web;

import org.jspecify.annotations.NullMarked;
