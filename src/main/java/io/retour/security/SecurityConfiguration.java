package io.retour.security;

import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasAnyRole;
import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasAuthority;
import static org.springframework.security.authorization.AuthorityAuthorizationManager.hasRole;
import static org.springframework.security.authorization.AuthorizationManagers.allOf;
import static org.springframework.security.authorization.AuthorizationManagers.anyOf;

import io.retour.shared.RetourProperties;
import io.retour.shared.web.BrandAccess;
import io.retour.shared.web.ProblemResponse;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Three doors: the API takes bearer tokens, the desk logs in at Keycloak (code flow with PKCE), and
 * the portal is open because each of its pages checks the shopper's own signed link.
 */
@Configuration
@EnableMethodSecurity
class SecurityConfiguration {

  /** Forms may lead to the login server too: logging out does, and posting after the session. */
  private static final String STRICT_CSP =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self' %s; base-uri 'none';"
          + " frame-ancestors 'none'; manifest-src 'self'";

  private final ProblemResponse problems;

  SecurityConfiguration(ProblemResponse problems) {
    this.problems = problems;
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(HttpSecurity http) throws Exception {
    return http.securityMatcher("/api/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/api/v1/orders/**", "/api/v1/catalogue/**")
                    .hasRole("integrator")
                    .requestMatchers("/api/v1/gift-links")
                    .hasAnyRole("agent", "integrator")
                    // what lies in front of it is of any brand; its systems have its role
                    .requestMatchers("/api/v1/warehouse/**", "/api/v1/blind-parcels/**")
                    .access(anyOf(hasRole("warehouse"), ofTheHouse("integrator")))
                    .requestMatchers("/api/v1/stores/**")
                    .hasAnyRole("store", "integrator")
                    .requestMatchers("/api/v1/simulators/**")
                    .access(ofTheHouse("operations", "integrator"))
                    .requestMatchers(
                        HttpMethod.GET, "/api/v1/drop-off-points", "/api/v1/brands/*/return-terms")
                    .permitAll()
                    .requestMatchers("/api/v1/returns/**", "/api/v1/withdrawals/**")
                    .hasAnyRole("agent", "integrator", "operations")
                    .requestMatchers("/api/v1/deployments/**")
                    .access(ofTheHouse("process-owner"))
                    .requestMatchers("/api/v1/webhooks/**")
                    .hasRole("integrator")
                    .requestMatchers("/api/v1/exchange-rates")
                    .access(ofTheHouse("integrator"))
                    .requestMatchers("/api/v1/privacy/audit")
                    .access(ofTheHouse("operations"))
                    .requestMatchers("/api/v1/privacy/**")
                    .access(ofTheHouse("operations", "integrator"))
                    .requestMatchers("/api/v1/store-credits/**")
                    .hasAnyRole("integrator", "agent", "operations")
                    .requestMatchers("/api/v1/claims/**")
                    .hasAnyRole("agent", "integrator", "operations")
                    // what is left is unknown, and says so; ProblemsTest sees that every
                    // operation is named above
                    .anyRequest()
                    .authenticated())
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(jwt -> jwt.jwtAuthenticationConverter(rolesOfToken()))
                    .authenticationEntryPoint(this::notAuthenticated)
                    .accessDeniedHandler(this::roleMissing))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .build();
  }

  /** What is of no single brand, for who works for all of them (ADR 44). */
  private static <T> AuthorizationManager<T> ofTheHouse(String... roles) {
    return allOf(hasAnyRole(roles), hasAuthority(BrandAccess.EVERY));
  }

  /** Webhooks carry a signature that their controller checks. */
  @Bean
  @Order(2)
  SecurityFilterChain webhooks(HttpSecurity http) throws Exception {
    return http.securityMatcher("/webhooks/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain screens(
      HttpSecurity http,
      ClientRegistrationRepository clients,
      LoginProperties keycloak,
      RetourProperties properties)
      throws Exception {
    DefaultOAuth2AuthorizationRequestResolver withPkce =
        new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
    withPkce.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/warehouse/**")
                    .hasRole("warehouse")
                    .requestMatchers("/store/**")
                    .hasRole("store")
                    .requestMatchers("/desk/simulators/**")
                    .access(ofTheHouse("operations", "agent"))
                    // what waits for them
                    .requestMatchers("/desk/work/**")
                    .hasAnyRole("agent", "operations")
                    // names and addresses as consumers wrote them, for who answers them
                    .requestMatchers("/desk/withdrawals/**")
                    .hasAnyRole("agent", "operations")
                    // what was paid to whom, for who keeps the books
                    .requestMatchers("/desk/reconciliation/**")
                    .access(ofTheHouse("operations", "merchant"))
                    // of parcels that nobody knows the brand of
                    .requestMatchers("/desk/scans")
                    .access(
                        ofTheHouse("agent", "operations", "merchant", "process-owner", "warehouse"))
                    // where events go, for who runs the shop and its systems
                    .requestMatchers("/desk/webhooks/**")
                    .hasAnyRole("operations", "merchant")
                    // everything about a person, and who saw it
                    .requestMatchers("/desk/privacy/**")
                    .access(ofTheHouse("operations"))
                    // figures for who answers for the shop, the rules or the running of it
                    .requestMatchers("/desk/overview/**")
                    .hasAnyRole("operations", "merchant", "process-owner")
                    // the same people as at the API; the others read the case
                    .requestMatchers(
                        "/desk/returns/*/cancel", "/desk/returns/*/notes", "/desk/claims/*/notes")
                    .hasAnyRole("agent", "operations")
                    // where money goes, for who pays it
                    .requestMatchers("/desk/returns/*/account", "/desk/claims/*/account")
                    .hasAnyRole("agent", "operations")
                    // what a shopper shows of a home is for who decides about it
                    .requestMatchers("/desk/returns/*/photos/*", "/desk/claims/*/photos/*")
                    .hasAnyRole("agent", "operations")
                    .requestMatchers("/desk/**")
                    .hasAnyRole("agent", "operations", "merchant", "process-owner", "warehouse")
                    .anyRequest()
                    .permitAll())
        .oauth2Login(
            login ->
                login
                    .authorizationEndpoint(
                        endpoint -> endpoint.authorizationRequestResolver(withPkce))
                    .userInfoEndpoint(info -> info.userAuthoritiesMapper(rolesOfUser())))
        .logout(
            logout ->
                logout.logoutSuccessHandler(
                    alsoAtKeycloak(keycloak.keycloakIssuer(), properties.page("/"))))
        // kept in a cookie, so that a visitor of the portal needs no session
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(new CookieCsrfTokenRepository())
                    // it rests on no login and no session, and a statement must come through in a
                    // browser that keeps no cookie (CRD Art. 11a(1): easily accessible)
                    .ignoringRequestMatchers("/p/*/withdraw/**"))
        .exceptionHandling(
            denied -> denied.accessDeniedHandler(SecurityConfiguration::tooLargeOrForbidden))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        policy ->
                            policy.policyDirectives(
                                STRICT_CSP.formatted(keycloak.keycloakIssuer().resolve("/"))))
                    // staff scan with the camera of a phone; nothing here listens or locates
                    .permissionsPolicyHeader(
                        policy -> policy.policy("camera=(self), microphone=(), geolocation=()"))
                    .referrerPolicy(
                        policy ->
                            policy.policy(
                                org.springframework.security.web.header.writers
                                    .ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN)))
        .build();
  }

  /**
   * An upload over the limits has no fields that could be read, the form's token neither; what is
   * wrong with it is its size.
   */
  private static void tooLargeOrForbidden(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException, ServletException {
    if (isReadable(request)) {
      new AccessDeniedHandlerImpl().handle(request, response, denied);
    } else {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    }
  }

  private static boolean isReadable(HttpServletRequest request) throws IOException {
    String type = request.getContentType();
    if (type == null || !type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)) {
      return true;
    }
    try {
      request.getParts();
      return true;
    } catch (IllegalStateException | ServletException overTheLimits) {
      return false;
    }
  }

  /** Ends the login itself; Keycloak asks nothing back when it sees whose login it is. */
  private static LogoutSuccessHandler alsoAtKeycloak(URI issuer, String back) {
    String logout =
        issuer
            + "/protocol/openid-connect/logout?client_id=retour-desk&post_logout_redirect_uri="
            + URLEncoder.encode(back, StandardCharsets.UTF_8);
    return (request, response, authentication) ->
        response.sendRedirect(
            authentication != null && authentication.getPrincipal() instanceof OidcUser user
                ? logout + "&id_token_hint=" + user.getIdToken().getTokenValue()
                : logout);
  }

  private void notAuthenticated(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    // status and WWW-Authenticate as RFC 6750 wants them
    new BearerTokenAuthenticationEntryPoint().commence(request, response, failure);
    problems.send(
        request,
        response,
        HttpStatus.valueOf(response.getStatus()),
        "not-authenticated",
        "Send a valid bearer token of this realm.");
  }

  private void roleMissing(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
      throws IOException {
    new BearerTokenAccessDeniedHandler().handle(request, response, failure);
    problems.send(
        request,
        response,
        HttpStatus.FORBIDDEN,
        "role-missing",
        "Your token does not have the role for this, or is not for all brands, which this needs.");
  }

  /** What the firewall does not let in: signs that hide one address in another. */
  @Bean
  RequestRejectedHandler rejected() {
    return (request, response, rejection) -> {
      if (ProblemResponse.isWantedBy(request)) {
        problems.send(
            request,
            response,
            HttpStatus.BAD_REQUEST,
            "request-rejected",
            "The address or a header has characters that are not allowed there.");
      } else {
        response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      }
    };
  }

  private static JwtAuthenticationConverter rolesOfToken() {
    JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
    converter.setPrincipalClaimName("preferred_username");
    converter.setJwtGrantedAuthoritiesConverter((Jwt token) -> authorities(token.getClaims()));
    return converter;
  }

  private static GrantedAuthoritiesMapper rolesOfUser() {
    return granted -> {
      Set<GrantedAuthority> result = new HashSet<>(granted);
      for (GrantedAuthority authority : granted) {
        if (authority instanceof OidcUserAuthority oidc) {
          result.addAll(authorities(oidc.getIdToken().getClaims()));
        }
      }
      return result;
    };
  }

  /**
   * Realm roles come in the claim {@code roles}, the brands of a person's groups in {@code brands};
   * the realm file puts them there.
   */
  private static Collection<GrantedAuthority> authorities(Map<String, Object> claims) {
    return Stream.concat(
            names(claims.get("roles"), "ROLE_"), names(claims.get("brands"), BrandAccess.PREFIX))
        .toList();
  }

  private static Stream<GrantedAuthority> names(@Nullable Object claim, String prefix) {
    return claim instanceof Collection<?> names
        ? names.stream()
            .map(String::valueOf)
            .filter(name -> !name.isBlank())
            .map(name -> new SimpleGrantedAuthority(prefix + name))
        : Stream.empty();
  }
}
