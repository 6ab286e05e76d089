@NullMarked
package io.retour.withdrawal.web;

import org.jspecify.annotations.NullMarked;
