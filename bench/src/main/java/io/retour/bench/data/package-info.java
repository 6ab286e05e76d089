/** Runs the real orders and returns of a web shop through Retour, by its API alone. */
package io.retour.bench.data;
