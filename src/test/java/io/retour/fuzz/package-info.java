/** Requests nobody would send on purpose, to every address that the application has. */
@org.jspecify.annotations.NullMarked
package io.retour.fuzz;
