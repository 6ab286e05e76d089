/** Measures the journeys against the same journeys with workers that do nothing. */
package io.retour.bench.journeys;
