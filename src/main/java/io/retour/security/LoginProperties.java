package io.retour.security;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people log in.
 *
 * @param keycloakIssuer the address of the Keycloak realm, as browsers and the API's tokens name it
 */
@ConfigurationProperties("retour")
record LoginProperties(@DefaultValue("http://localhost:8180/realms/retour") URI keycloakIssuer) {}
