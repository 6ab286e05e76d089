@NullMarked
package io.retour.policy.dmn;

import org.jspecify.annotations.NullMarked;
