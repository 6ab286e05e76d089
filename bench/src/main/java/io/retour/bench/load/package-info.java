/** Shoppers who come at a rate of their own, whatever the answers take; how many are served. */
package io.retour.bench.load;
