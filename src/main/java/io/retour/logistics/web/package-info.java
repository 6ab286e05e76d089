@NullMarked
package io.retour.logistics.web;

import org.jspecify.annotations.NullMarked;
