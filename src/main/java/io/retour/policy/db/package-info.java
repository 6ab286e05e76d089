@NullMarked
package io.retour.policy.db;

import org.jspecify.annotations.NullMarked;
