package io.retour.webhooks.web;

import io.retour.shared.web.BrandAccess;
import io.retour.shared.web.ShownOnce;
import io.retour.webhooks.Delivery;
import io.retour.webhooks.DeliveryStore.Counts;
import io.retour.webhooks.EventType;
import io.retour.webhooks.Subscription;
import io.retour.webhooks.WebhookDeliveries;
import io.retour.webhooks.WebhookMessage;
import io.retour.webhooks.WebhookSubscriptions;
import io.retour.webhooks.WebhookSubscriptions.Created;
import io.retour.webhooks.WebhookSubscriptions.Rotated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who is told what happens, and what became of it. */
@RestController
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks", description = "Events that Retour sends to you")
class WebhookController {

  private final WebhookSubscriptions subscriptions;
  private final WebhookDeliveries deliveries;
  private final BrandAccess access;

  WebhookController(
      WebhookSubscriptions subscriptions, WebhookDeliveries deliveries, BrandAccess access) {
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.access = access;
  }

  /**
   * A subscription to be created.
   *
   * @param brand the shop's brand; a subscription hears of no other
   * @param url where events are posted: https, a public address, port 443 or 8443, without name and
   *     password; once for each brand
   * @param eventTypes what you want to be told; absent or empty for all, those to come as well
   * @param description what it is for, in your words
   */
  record CreateRequest(
      @NotBlank @Size(max = 40) String brand,
      @NotBlank @Size(max = 500) String url,
      @Nullable @Size(max = 50) List<@NotNull @Size(max = 40) String> eventTypes,
      @Nullable @Size(max = 200) String description) {}

  /**
   * What is to be changed; what is absent stays as it is.
   *
   * @param url where events are posted from now on, those that wait as well
   * @param eventTypes what you want to be told; empty for all
   * @param description what it is for, in your words
   * @param state DISABLED gives up what waits and tells nothing more; what was given up can be sent
   *     again once it is ACTIVE
   */
  record ChangeRequest(
      @Nullable @Size(min = 1, max = 500) String url,
      @Nullable @Size(max = 50) List<@NotNull @Size(max = 40) String> eventTypes,
      @Nullable @Size(max = 200) String description,
      Subscription.@Nullable State state) {}

  /**
   * How to change over to another secret.
   *
   * @param overlapHours how long the secrets before still sign beside it, 0 to 168; 24 when absent.
   *     0 when one became known to somebody
   */
  record RotateRequest(@Nullable @Min(0) @Max(168) Integer overlapHours) {}

  /**
   * What is to be sent again.
   *
   * @param since what was given up and happened from then on (UTC)
   */
  record ReplayRequest(@NotNull Instant since) {}

  /**
   * A subscription.
   *
   * @param id names the subscription in addresses
   * @param brand the shop's brand
   * @param url where events are posted
   * @param eventTypes what is told; empty for all
   * @param description in the words of who created it
   * @param state ACTIVE or DISABLED
   * @param disabledWhy in a sentence; empty while it is active
   * @param createdBy who created it
   * @param createdAt when (UTC)
   * @param waiting how many deliveries are still to arrive
   * @param dead how many were given up
   */
  record SubscriptionView(
      UUID id,
      String brand,
      String url,
      List<String> eventTypes,
      String description,
      Subscription.State state,
      String disabledWhy,
      String createdBy,
      Instant createdAt,
      long waiting,
      long dead) {}

  /**
   * A subscription that was just created.
   *
   * @param subscription what was created
   * @param secret signs what is sent to it; shown this once, so keep it
   */
  record CreatedView(SubscriptionView subscription, String secret) {}

  /**
   * A secret that was just made.
   *
   * @param secret signs from now on; shown this once, so keep it
   * @param othersUntil until when the secrets before still sign beside it (UTC)
   */
  record SecretView(String secret, Instant othersUntil) {}

  /**
   * One event on its way to one subscription.
   *
   * @param id names the delivery in addresses
   * @param webhookId the header webhook-id, the same at each try; count an event once by it
   * @param type the name of the event
   * @param state WAITING until it arrives, DELIVERED, or DEAD when it was given up
   * @param attempts how often it was tried
   * @param createdAt when it happened (UTC)
   * @param nextAttemptAt when it is tried next (UTC); absent when it is done
   * @param lastAttemptAt when it was last tried (UTC); absent before the first try
   * @param lastStatus what your server answered last, an HTTP status; absent without an answer
   * @param lastError what went wrong at the last try; empty when nothing did
   * @param body what is sent, to the letter
   */
  record DeliveryView(
      UUID id,
      String webhookId,
      String type,
      Delivery.State state,
      int attempts,
      Instant createdAt,
      @Nullable Instant nextAttemptAt,
      @Nullable Instant lastAttemptAt,
      @Nullable Integer lastStatus,
      String lastError,
      String body) {

    static DeliveryView of(Delivery from) {
      return new DeliveryView(
          from.id(),
          from.messageId(),
          from.type(),
          from.state(),
          from.attempts(),
          from.createdAt(),
          from.nextAttemptAt(),
          from.lastAttemptAt(),
          from.lastStatus(),
          from.lastError(),
          from.body());
    }
  }

  /**
   * Some deliveries.
   *
   * @param deliveries the newest first
   * @param next pass it on as cursor for the next page; absent after the last
   */
  record DeliveryPage(List<DeliveryView> deliveries, @Nullable UUID next) {}

  /**
   * What can happen.
   *
   * @param type the name of the event
   * @param meaning what it says
   */
  record EventTypeView(String type, String meaning) {}

  /**
   * What is sent again.
   *
   * @param count how many deliveries
   */
  record ReplayView(int count) {}

  /**
   * What is sent to try it out.
   *
   * @param webhookId the header webhook-id that it comes with
   */
  record TestView(String webhookId) {}

  @GetMapping("/event-types")
  @Operation(summary = "What can be subscribed to")
  List<EventTypeView> eventTypes() {
    return EventType.all().stream()
        .map(type -> new EventTypeView(type.wire(), type.meaning()))
        .toList();
  }

  @PostMapping("/subscriptions")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Subscribe to what happens to a brand's returns",
      description =
          "The answer has the secret, which is never shown again. It is not kept for a request that"
              + " comes again: that one is told that there is such a subscription.")
  CreatedView create(
      @Valid @RequestBody CreateRequest request, Principal caller, HttpServletRequest http) {
    ShownOnce.mark(http);
    access.require(request.brand(), "brand");
    Created created =
        subscriptions.create(
            request.brand(),
            request.url(),
            request.eventTypes() == null ? List.of() : request.eventTypes(),
            request.description() == null ? "" : request.description().strip(),
            caller.getName());
    return new CreatedView(view(created.subscription()), created.secret().text());
  }

  @GetMapping("/subscriptions")
  @Operation(summary = "All subscriptions of your brands, or those of one")
  List<SubscriptionView> all(@RequestParam(defaultValue = "") String brand) {
    Map<UUID, Counts> counts = deliveries.counts();
    return subscriptions.of(access.brands()).stream()
        .filter(of -> brand.isEmpty() || of.brand().equals(brand))
        .map(of -> view(of, counts.getOrDefault(of.id(), Counts.NONE)))
        .toList();
  }

  @GetMapping("/subscriptions/{subscriptionId}")
  @Operation(summary = "One subscription")
  SubscriptionView one(@PathVariable UUID subscriptionId) {
    return view(subscriptions.get(subscriptionId));
  }

  @PatchMapping("/subscriptions/{subscriptionId}")
  @Operation(summary = "Change a subscription, disable it or take it up again")
  SubscriptionView change(
      @PathVariable UUID subscriptionId,
      @Valid @RequestBody ChangeRequest request,
      Principal caller) {
    return view(
        subscriptions.change(
            subscriptionId,
            request.url(),
            request.eventTypes(),
            request.description(),
            request.state(),
            caller.getName()));
  }

  @DeleteMapping("/subscriptions/{subscriptionId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a subscription with all its deliveries")
  void remove(@PathVariable UUID subscriptionId, Principal caller) {
    subscriptions.remove(subscriptionId, caller.getName());
  }

  @PostMapping("/subscriptions/{subscriptionId}/secrets")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Make another secret",
      description =
          "It signs at once, and those before sign beside it for a while: take both until you have"
              + " changed over. The answer has the secret, which is never shown again.")
  SecretView rotate(
      @PathVariable UUID subscriptionId,
      @Valid @RequestBody RotateRequest request,
      Principal caller,
      HttpServletRequest http) {
    ShownOnce.mark(http);
    Integer hours = request.overlapHours();
    Rotated rotated =
        subscriptions.rotate(
            subscriptionId, hours == null ? null : Duration.ofHours(hours), caller.getName());
    return new SecretView(rotated.secret().text(), rotated.othersUntil());
  }

  @PostMapping("/subscriptions/{subscriptionId}/tests")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Send the event webhook.test, to see whether it arrives")
  TestView test(@PathVariable UUID subscriptionId) {
    return new TestView(WebhookMessage.idOf(deliveries.test(subscriptionId)));
  }

  @GetMapping("/subscriptions/{subscriptionId}/deliveries")
  @Operation(summary = "What was told and what was not, the newest first")
  DeliveryPage deliveries(
      @PathVariable UUID subscriptionId,
      @Parameter(description = "Only these: WAITING, DELIVERED, or DEAD for the dead letters.")
          @RequestParam(required = false)
          Delivery.@Nullable State state,
      @RequestParam(required = false) @Nullable UUID cursor,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    List<DeliveryView> page =
        deliveries.of(subscriptionId, state, cursor, limit).stream().map(DeliveryView::of).toList();
    return new DeliveryPage(page, page.size() < limit ? null : page.getLast().id());
  }

  @PostMapping("/subscriptions/{subscriptionId}/deliveries/{deliveryId}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Send one again",
      description = "Whether it arrived or not, with the same webhook-id and the same body.")
  DeliveryView replay(@PathVariable UUID subscriptionId, @PathVariable UUID deliveryId) {
    deliveries.sendAgain(subscriptionId, deliveryId);
    return DeliveryView.of(deliveries.get(subscriptionId, deliveryId));
  }

  @PostMapping("/subscriptions/{subscriptionId}/replays")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Send all dead letters since a time again")
  ReplayView replayAll(
      @PathVariable UUID subscriptionId, @Valid @RequestBody ReplayRequest request) {
    return new ReplayView(deliveries.sendDeadAgain(subscriptionId, request.since()));
  }

  private SubscriptionView view(Subscription of) {
    return view(of, deliveries.counts(of.id()));
  }

  private static SubscriptionView view(Subscription of, Counts counted) {
    return new SubscriptionView(
        of.id(),
        of.brand(),
        of.url().toString(),
        of.eventTypes().stream().map(EventType::wire).toList(),
        of.description(),
        of.state(),
        of.disabledWhy(),
        of.createdBy(),
        of.createdAt(),
        counted.waiting(),
        counted.dead());
  }
}
