@NullMarked
package io.retour.portal.web;

import org.jspecify.annotations.NullMarked;
