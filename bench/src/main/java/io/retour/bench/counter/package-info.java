/** How long a shopper at a store's counter waits for the money. */
package io.retour.bench.counter;
