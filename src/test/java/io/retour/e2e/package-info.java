/**
 * People at their screens: a browser drives the packaged application on a real stack, which {@code
 * ./retour up} starts beside any other. Run it with {@code mvn verify -Pe2e}.
 */
@org.jspecify.annotations.NullMarked
package io.retour.e2e;
