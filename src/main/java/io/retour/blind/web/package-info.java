@NullMarked
package io.retour.blind.web;

import org.jspecify.annotations.NullMarked;
