@NullMarked
package io.retour.refunds.web;

import org.jspecify.annotations.NullMarked;
