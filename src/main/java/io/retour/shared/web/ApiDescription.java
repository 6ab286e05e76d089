package io.retour.shared.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the API's description says besides what the controllers say themselves: tokens, repeatable
 * writes, what can go wrong, and parameters that many operations have.
 */
@Configuration
class ApiDescription {

  private static final String BEARER = "keycloak";
  private static final String PROBLEM = "ProblemDetail";

  /** What can go wrong, by status, as it is described once for all operations. */
  private static final Map<String, String> PROBLEMS =
      Map.ofEntries(
          Map.entry("400", "The request cannot be read."),
          Map.entry("401", "There is no valid bearer token."),
          Map.entry("403", "The token has not the role, or the signature does not fit."),
          Map.entry("404", "There is no such thing."),
          Map.entry("409", "It clashes with what is there, or with another request of this key."),
          Map.entry("413", "The body is too large; with an Idempotency-Key it may be less."),
          Map.entry("415", "The body has another media type than is taken here."),
          Map.entry("422", "The request can be read and cannot be accepted; errors say where."),
          Map.entry("503", "Not now; nothing was changed. Try again."));

  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("returnId", "The return, by the id that its registration gave."),
          Map.entry("rmaNumber", "The return, by its number as shopper and staff call it."),
          Map.entry("claimId", "The claim, by the id that raising it gave."),
          Map.entry("statementId", "The statement, by the id that recording it gave."),
          Map.entry("orderId", "The order, by the id that its import gave."),
          Map.entry("unitId", "The piece, by the id that the return gives it."),
          Map.entry("code", "What the shopper enters at the checkout; upper and lower case alike."),
          Map.entry("Idempotency-Key", "Names this request; sent again with it, it counts once."),
          Map.entry("storeId", "The store, as the list of stores names it."),
          Map.entry("reference", "What can be scanned on the parcel, as it was recorded."),
          Map.entry("brand", "The shop's brand."),
          Map.entry("sku", "The shop's number of the item."),
          Map.entry("orderNumber", "What the shopper knows the order by."),
          Map.entry("carrier", "The carrier, as Retour names it."),
          Map.entry("subscriptionId", "The subscription, by the id that creating it gave."),
          Map.entry("deliveryId", "The delivery, by the id that the list of deliveries gives it."),
          Map.entry("simulator", "The simulated system."),
          Map.entry(
              "cursor", "Where the page before ended, as its next says; absent for the first."),
          Map.entry("limit", "How many at most."),
          Map.entry("country", "ISO 3166-1 alpha-2."),
          Map.entry("postcode", "Of the address to search near."),
          Map.entry(
              "X-Retour-Signature",
              "HMAC-SHA256 of the body with the shared secret, as lower-case hexadecimal."));

  @Bean
  OpenApiCustomizer describeApi() {
    return api -> {
      describe(api);
      api.getPaths()
          .forEach(
              (path, item) ->
                  item.readOperationsMap()
                      .forEach((method, operation) -> describe(path, method, operation)));
    };
  }

  private static void describe(OpenAPI api) {
    api.info(
            new Info()
                .title("Retour")
                .version("v1")
                .description(
                    "Returns for shops, marketplaces, carriers and warehouses. Amounts are integers"
                        + " of minor units (cents for EUR), times are ISO 8601 in UTC unless they"
                        + " say otherwise, countries ISO 3166-1 alpha-2, currencies ISO 4217."
                        + " Errors are problem details (RFC 9457) with a stable code."))
        .servers(null);
    Components components = api.getComponents();
    components.addSecuritySchemes(
        BEARER,
        new SecurityScheme()
            .type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .bearerFormat("JWT")
            .description("An access token of the realm, audience retour-api."));
    components.addSchemas(PROBLEM, problem());
    PROBLEMS.forEach((status, text) -> components.addResponses(status, answer(status, text)));
  }

  private static Schema<?> problem() {
    return new ObjectSchema()
        .description("What is wrong and what to do (RFC 9457). Build on code, not on the text.")
        .addProperty(
            "type",
            new StringSchema().format("uri").description("urn:retour:problem: and the code"))
        .addProperty("title", new StringSchema().description("The status in words"))
        .addProperty("status", new IntegerSchema().description("The HTTP status"))
        .addProperty(
            "detail",
            new StringSchema().description("What is wrong and the way out, in a sentence"))
        .addProperty(
            "instance", new StringSchema().format("uri").description("The address that was asked"))
        .addProperty("code", new StringSchema().description("A stable word for programs"))
        .addProperty(
            "errors",
            new ArraySchema()
                .items(
                    new ObjectSchema()
                        .addProperty(
                            "field",
                            new StringSchema()
                                .description(
                                    "The input that is wrong: a path into the body, a parameter,"
                                        + " or a header"))
                        .addProperty(
                            "detail",
                            new StringSchema().description("What is wrong with it, in a sentence")))
                .description("Every input that is wrong, where it is about some"));
  }

  private static ApiResponse answer(String status, String text) {
    ApiResponse response =
        new ApiResponse()
            .description(text)
            .content(
                new Content()
                    .addMediaType(
                        "application/problem+json",
                        new MediaType()
                            .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
    if (status.equals("503")) {
      response.addHeaderObject(
          "Retry-After",
          new Header()
              .description("Seconds to wait, where they are known")
              .schema(new IntegerSchema()));
    }
    return response;
  }

  private static void describe(String path, HttpMethod method, Operation operation) {
    boolean api = path.startsWith("/api/");
    boolean open = operation.getSecurity() != null && operation.getSecurity().isEmpty();
    ApiResponses responses = operation.getResponses();
    if (api && !open) {
      operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
      can(responses, "401", "403");
    }
    if (!api) {
      can(responses, "403");
    }
    if (path.contains("{")) {
      can(responses, "404");
    }
    if (operation.getParameters() != null || operation.getRequestBody() != null) {
      can(responses, "400");
    }
    if (operation.getParameters() != null
        && operation.getParameters().stream().anyMatch(each -> each.getIn().equals("query"))) {
      can(responses, "422");
    }
    if (operation.getRequestBody() != null) {
      can(responses, "415", "422");
    }
    if (api && method != HttpMethod.GET) {
      can(responses, "400", "409");
      if (operation.getRequestBody() != null) {
        can(responses, "413");
      }
      operation.addParametersItem(
          new HeaderParameter()
              .name(IdempotencyFilter.HEADER)
              .description(
                  "Makes the request safe to repeat: the same key and body give the same answer,"
                      + " another body a 409. Visible ASCII characters of your choice.")
              .schema(new StringSchema().minLength(1).maxLength(100)));
    }
    can(responses, "503");
    // what a controller names by its status only
    PROBLEMS.keySet().stream().filter(responses::containsKey).forEach(each -> can(responses, each));
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(ApiDescription::describe);
    }
  }

  private static void can(ApiResponses responses, String... statuses) {
    for (String status : statuses) {
      responses.addApiResponse(status, new ApiResponse().$ref("#/components/responses/" + status));
    }
  }

  private static void describe(Parameter parameter) {
    if (parameter.getDescription() == null) {
      parameter.setDescription(PARAMETERS.get(parameter.getName()));
    }
  }
}
