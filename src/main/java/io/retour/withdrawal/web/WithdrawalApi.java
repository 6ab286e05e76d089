package io.retour.withdrawal.web;

import io.retour.orders.Order;
import io.retour.returns.ReturnCase;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.shared.web.BrandAccess;
import io.retour.shared.web.RequestId;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Statement.ReceivedThrough;
import io.retour.withdrawal.Withdrawals;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Statements of withdrawal that came another way than by the portal, and what became of each. */
@RestController
@RequestMapping("/api/v1/withdrawals")
@Tag(name = "Withdrawals", description = "Statements of withdrawal (CRD Art. 11) and their answers")
class WithdrawalApi {

  private final Withdrawals withdrawals;
  private final RetourProperties properties;
  private final Clock clock;
  private final BrandAccess access;

  WithdrawalApi(
      Withdrawals withdrawals, RetourProperties properties, Clock clock, BrandAccess access) {
    this.withdrawals = withdrawals;
    this.properties = properties;
    this.clock = clock;
    this.access = access;
  }

  /**
   * Pieces of one order line that a statement is about.
   *
   * @param lineId the order line, as the order gives its id
   * @param quantity how many pieces of it are withdrawn
   */
  record WithdrawalLineRequest(@NotNull UUID lineId, @Min(1) @Max(9999) int quantity) {}

  /**
   * A statement of withdrawal, word for word.
   *
   * @param brand the shop's brand
   * @param name of the consumer, as written
   * @param contract what the consumer wrote to identify the contract, as a rule the order number
   * @param items the part that is withdrawn in the consumer's words, absent for all of it
   * @param lines the same by order line, where the channel knows them
   * @param contact where the acknowledgement goes, as a rule an e-mail address
   * @param language the consumer's language, ISO 639-1, in which mails are written; en when absent
   * @param receivedThrough how it came
   * @param statedAt when the consumer sent it, with its offset from UTC, for example by the
   *     postmark; it decides whether the statement is in time (CRD Art. 11(2)). Absent for
   *     receivedAt
   * @param receivedAt when it reached the trader, with its offset from UTC; the refund is due from
   *     then (CRD Art. 13(1)). Absent for now
   */
  record StatementRequest(
      @NotBlank @Size(max = 40) String brand,
      @NotBlank @Size(max = Statement.LONGEST_NAME) String name,
      @NotBlank @Size(max = Statement.LONGEST_CONTRACT) String contract,
      @Nullable @Size(max = Statement.LONGEST_ITEMS) String items,
      @Nullable @Size(max = 200) List<@NotNull @Valid WithdrawalLineRequest> lines,
      @NotBlank @Size(max = Statement.LONGEST_CONTACT) String contact,
      @Nullable @Pattern(regexp = "nl|en|de|fr") String language,
      @NotNull ReceivedThrough receivedThrough,
      @Nullable OffsetDateTime statedAt,
      @Nullable OffsetDateTime receivedAt) {}

  /**
   * Something that happened to a statement.
   *
   * @param at when (UTC)
   * @param actor who did it: consumer, journey, or the person's user name
   * @param kind what happened, a stable word
   * @param detail what a person should know besides, no personal data
   */
  record StatementEvent(Instant at, String actor, String kind, String detail) {}

  /**
   * What an item of a statement was found to be.
   *
   * @param lineId the order line
   * @param quantity how many pieces of it the statement is about
   * @param withdrawalClass what it was found to be, such as IN_TIME, LATE or EXEMPT
   * @param provision the article or the policy that says so
   */
  record OutcomeView(UUID lineId, int quantity, String withdrawalClass, String provision) {}

  /**
   * A statement of withdrawal and what became of it.
   *
   * @param id names the statement in addresses
   * @param brand the shop's brand
   * @param name of the consumer, as written
   * @param contract what the consumer wrote to identify the contract
   * @param items the part that is withdrawn in the words of the consumer, empty for all of it
   * @param contact where the acknowledgement goes
   * @param language the consumer's language, ISO 639-1
   * @param receivedThrough how it came
   * @param statedAt when it was sent (UTC), which is what counts for the period (CRD Art. 11(2))
   * @param receivedAt when it reached the trader (UTC), from which the refund is due (CRD Art.
   *     13(1))
   * @param orderId the contract, once it is found
   * @param returnId the return that carries it out, if there is one
   * @param outcomes what each item was found to be, once it is answered
   * @param events what happened to it, in order
   */
  record WithdrawalView(
      UUID id,
      String brand,
      String name,
      String contract,
      String items,
      String contact,
      String language,
      ReceivedThrough receivedThrough,
      OffsetDateTime statedAt,
      OffsetDateTime receivedAt,
      @Nullable UUID orderId,
      @Nullable UUID returnId,
      List<OutcomeView> outcomes,
      List<StatementEvent> events) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Record a statement of withdrawal that came by mail, letter, phone or a channel",
      description =
          "It is recorded and acknowledged whatever is in it; an order number that is unknown goes to"
              + " an agent. statedAt decides whether it is in time. Send an Idempotency-Key.")
  ResponseEntity<WithdrawalView> state(
      @Valid @RequestBody StatementRequest request, Principal principal, HttpServletRequest http) {
    access.require(request.brand(), "brand");
    if (!properties.brands().containsKey(request.brand())) {
      throw Problem.invalid("brand-unknown", "brand", "There is no such brand.");
    }
    Instant now = clock.instant();
    Instant receivedAt = notLater(request.receivedAt(), now, "receivedAt");
    Instant statedAt =
        request.statedAt() == null
            ? receivedAt
            : notLater(request.statedAt(), receivedAt, "statedAt");
    Statement stated =
        withdrawals.state(
            new Statement(
                RequestId.of(http, "statement"),
                request.brand(),
                request.name(),
                request.contract(),
                request.items() == null ? "" : request.items(),
                lines(request),
                request.contact(),
                request.language() == null ? "en" : request.language(),
                request.receivedThrough(),
                statedAt,
                receivedAt,
                withdrawals.usualZone(),
                principal.getName()));
    return ResponseEntity.created(URI.create("/api/v1/withdrawals/" + stated.id()))
        .body(view(stated));
  }

  private static List<Statement.Item> lines(StatementRequest request) {
    List<WithdrawalLineRequest> lines = request.lines() == null ? List.of() : request.lines();
    if (lines.stream().map(WithdrawalLineRequest::lineId).distinct().count() < lines.size()) {
      throw Problem.invalid("line-twice", "lines", "An item is named twice; add up the quantity.");
    }
    return lines.stream().map(line -> new Statement.Item(line.lineId(), line.quantity())).toList();
  }

  private static Instant notLater(@Nullable OffsetDateTime given, Instant limit, String field) {
    if (given == null) {
      return limit;
    }
    if (given.toInstant().isAfter(limit)) {
      throw Problem.invalid(
          "withdrawal-time-impossible",
          field,
          "It was stated before it was received, and received before now.");
    }
    return given.toInstant();
  }

  @GetMapping("/{statementId}")
  @Operation(summary = "Read a statement of withdrawal and what became of it")
  WithdrawalView get(@PathVariable UUID statementId) {
    return view(withdrawals.get(statementId));
  }

  private WithdrawalView view(Statement statement) {
    return new WithdrawalView(
        statement.id(),
        statement.brand(),
        statement.name(),
        statement.contract(),
        statement.items(),
        statement.contact(),
        statement.language(),
        statement.receivedThrough(),
        statement.statedAt().atOffset(ZoneOffset.UTC),
        statement.receivedAt().atOffset(ZoneOffset.UTC),
        withdrawals.order(statement.id()).map(Order::id).orElse(null),
        withdrawals.returnOf(statement.id()).map(ReturnCase::id).orElse(null),
        withdrawals.outcomes(statement.id()).stream()
            .map(
                outcome ->
                    new OutcomeView(
                        outcome.orderLineId(),
                        outcome.quantity(),
                        outcome.withdrawalClass(),
                        outcome.provision()))
            .toList(),
        withdrawals.events(statement.id()).stream()
            .map(
                event ->
                    new StatementEvent(event.at(), event.actor(), event.kind(), event.detail()))
            .toList());
  }
}
