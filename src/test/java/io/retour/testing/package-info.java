/** What tests share: a real MariaDB, builders of orders and returns, a clock to set. */
@org.jspecify.annotations.NullMarked
package io.retour.testing;
