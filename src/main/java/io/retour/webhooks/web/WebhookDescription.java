package io.retour.webhooks.web;

import io.retour.webhooks.EventType;
import io.retour.webhooks.WebhookMessage;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API's description says of the requests that we send (OpenAPI 3.1: webhooks). */
@Configuration
class WebhookDescription {

  private static final String MESSAGE = "WebhookMessage";

  @Bean
  OpenApiCustomizer describeWebhooks() {
    return api -> {
      api.getComponents().addSchemas(MESSAGE, message()).addSchemas("WebhookData", data());
      for (EventType type : EventType.values()) {
        api.addWebhooks(type.wire(), new PathItem().post(post(type)));
      }
    };
  }

  private static Operation post(EventType type) {
    return new Operation()
        .summary(type.meaning())
        .addTagsItem("Webhooks")
        .addParametersItem(
            header("webhook-id", "Names the event, the same at each try: count it once by it."))
        .addParametersItem(
            header("webhook-timestamp", "When this try was made, in seconds since 1970."))
        .addParametersItem(
            header(
                "webhook-signature",
                "For each secret that signs: v1, and the HMAC-SHA256 of webhook-id,"
                    + " webhook-timestamp and body, with dots between them, in Base64. Blanks"
                    + " between several."))
        .requestBody(
            new RequestBody()
                .required(true)
                .content(
                    new Content()
                        .addMediaType(
                            "application/json",
                            new MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/" + MESSAGE)))))
        .responses(
            new ApiResponses()
                .addApiResponse("2XX", new ApiResponse().description("It arrived."))
                .addApiResponse("410", new ApiResponse().description("Send nothing here any more."))
                .addApiResponse(
                    "default", new ApiResponse().description("It is sent again later.")));
  }

  private static HeaderParameter header(String name, String description) {
    HeaderParameter header = new HeaderParameter();
    header.name(name).description(description).required(true).schema(new StringSchema());
    return header;
  }

  private static Schema<?> message() {
    Schema<?> message = new ObjectSchema();
    message.setRequired(List.of("type", "version", "timestamp", "data"));
    return message
        .description(
            "What happened, in ids; nothing in it is personal. Ask the API for what holds by then:"
                + " the order of events is not promised. Fields and events may be added.")
        .addProperty("type", new StringSchema().description("The name of the event"))
        .addProperty(
            "version",
            new IntegerSchema()
                ._const(WebhookMessage.VERSION)
                .description("Goes up when a field goes or changes its meaning"))
        .addProperty(
            "timestamp",
            new StringSchema().format("date-time").description("When it happened (UTC)"))
        .addProperty("data", new Schema<>().$ref("#/components/schemas/WebhookData"));
  }

  private static Schema<?> data() {
    Schema<?> data = new ObjectSchema();
    data.setRequired(List.of("brand"));
    return data.description("What it is about; what does not belong to an event is absent.")
        .addProperty("brand", new StringSchema().description("The shop's brand"))
        .addProperty("orderId", id("The order"))
        .addProperty("returnId", id("The return; absent for a claim"))
        .addProperty("rmaNumber", new StringSchema().description("The return's number"))
        .addProperty("claimId", id("The claim; absent for a return"))
        .addProperty("claimNumber", new StringSchema().description("The claim's number"))
        .addProperty("exchangeId", id("The exchange, of exchange.requested"))
        .addProperty("unitId", id("The piece, of unit.inspected"))
        .addProperty(
            "state",
            new StringSchema()
                .description(
                    "How far the return or claim was: OPEN, SETTLED, REJECTED, EXPIRED, CANCELLED"
                        + " or CALLED_OFF"))
        .addProperty(
            "grade",
            new StringSchema().description("Of unit.inspected: A, B, C, D, MISSING or WRONG_ITEM"))
        .addProperty(
            "amountMinor",
            new IntegerSchema()
                .format("int64")
                .description("Of refund events: what is due, in minor units of the currency"))
        .addProperty("currency", new StringSchema().description("Of the amount, ISO 4217"))
        .addProperty("subscriptionId", id("Of webhook.test: who asked for it"));
  }

  private static Schema<?> id(String description) {
    return new StringSchema().format("uuid").description(description);
  }
}
