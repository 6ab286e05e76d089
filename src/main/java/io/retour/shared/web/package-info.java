@NullMarked
package io.retour.shared.web;

import org.jspecify.annotations.NullMarked;
