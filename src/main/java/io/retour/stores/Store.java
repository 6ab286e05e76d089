package io.retour.stores;

/**
 * A store with a counter.
 *
 * @param id its name in addresses and the name of its stock location, e.g. {@code lumen-tilburg}
 * @param brand the shops' brand whose returns it takes
 * @param name as people know it
 * @param address street and place
 * @param country ISO 3166-1 alpha-2
 */
public record Store(String id, String brand, String name, String address, String country) {}
