@NullMarked
package io.retour.counter.web;

import org.jspecify.annotations.NullMarked;
