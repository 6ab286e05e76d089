@NullMarked
package io.retour.simulators.web;

import org.jspecify.annotations.NullMarked;
