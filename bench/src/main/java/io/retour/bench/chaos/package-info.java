/**
 * The fault experiment: parts of the stack die under load, and nothing may be lost or done twice.
 */
package io.retour.bench.chaos;
