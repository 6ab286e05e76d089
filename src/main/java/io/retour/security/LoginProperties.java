package io.retour.security;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people log in.
 *
 * @param keycloakIssuer the address of the Keycloak realm, as browsers and the API's tokens name it
 * @param keycloakInside the address under which this application itself reaches the realm, where
 *     that is another one, as among containers
 */
@ConfigurationProperties("retour")
record LoginProperties(
    @DefaultValue("http://localhost:8180/realms/retour") URI keycloakIssuer,
    @DefaultValue("http://localhost:8180/realms/retour") URI keycloakInside) {}
