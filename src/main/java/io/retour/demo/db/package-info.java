@NullMarked
package io.retour.demo.db;

import org.jspecify.annotations.NullMarked;
