package io.retour.shared.web;

import io.retour.shared.KeptAnswers;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.time.Clock;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all of the API shares: repeatable writes and its description. */
@Configuration
class WebConfiguration {

  private static final String BEARER = "keycloak";

  /** Runs behind the security filters, because a key belongs to a caller. */
  @Bean
  FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
      KeptAnswers answers, ProblemResponse problems, Clock clock) {
    FilterRegistrationBean<IdempotencyFilter> filter =
        new FilterRegistrationBean<>(new IdempotencyFilter(answers, problems, clock));
    filter.addUrlPatterns("/api/*");
    filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 10);
    return filter;
  }

  @Bean
  OpenApiCustomizer describeApi() {
    return api -> {
      describe(api);
      api.getPaths()
          .forEach(
              (path, item) ->
                  item.readOperationsMap()
                      .forEach(
                          (method, operation) -> {
                            if (path.startsWith("/api/")
                                && method != io.swagger.v3.oas.models.PathItem.HttpMethod.GET) {
                              operation.addParametersItem(
                                  new HeaderParameter()
                                      .name(IdempotencyFilter.HEADER)
                                      .description(
                                          "Makes the request safe to repeat: the same key and body"
                                              + " give the same answer, another body a 409.")
                                      .schema(new StringSchema().maxLength(100)));
                            }
                            if (path.startsWith("/api/")) {
                              operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
                            }
                          }));
    };
  }

  private static void describe(OpenAPI api) {
    api.info(
            new Info()
                .title("Retour")
                .version("v1")
                .description(
                    "Returns for shops, marketplaces, carriers and warehouses. Errors are problem"
                        + " details (RFC 9457) with a stable code. Amounts are minor units."))
        .servers(null);
    api.getComponents()
        .addSecuritySchemes(
            BEARER,
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat("JWT")
                .description("An access token of the realm, audience retour-api."));
  }
}
