package io.retour.returns.web;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.DecisionExplainer;
import io.retour.policy.DecisionLog;
import io.retour.policy.LineAssessment;
import io.retour.policy.MethodOffer;
import io.retour.returns.CaseHistory;
import io.retour.returns.ExchangeWish;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnOffer;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import io.retour.shared.web.BrandAccess;
import io.retour.shared.web.RequestId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Returns for integrators: register, read, cancel, explain. */
@RestController
@RequestMapping("/api/v1/returns")
@Tag(name = "Returns", description = "Returns and what was decided about them")
class ReturnController {

  private final Returns returns;
  private final Orders orders;
  private final DecisionLog decisions;
  private final DecisionExplainer explainer;
  private final CaseHistory history;
  private final MessageSource texts;
  private final BrandAccess access;

  ReturnController(
      Returns returns,
      Orders orders,
      DecisionLog decisions,
      DecisionExplainer explainer,
      CaseHistory history,
      MessageSource texts,
      BrandAccess access) {
    this.access = access;
    this.returns = returns;
    this.orders = orders;
    this.decisions = decisions;
    this.explainer = explainer;
    this.history = history;
    this.texts = texts;
  }

  /**
   * Pieces of one order line that come back.
   *
   * @param lineId the order line, as the order gives its id
   * @param quantity how many pieces of it come back
   * @param reason why it comes back; nobody has to say (CRD Art. 9(1)), so without it
   *     NO_REASON_GIVEN counts
   * @param comment the shopper's own words, up to 500 characters
   */
  record ReturnLineRequest(
      @NotNull UUID lineId,
      @Min(1) @Max(9999) int quantity,
      @Nullable ReturnReason reason,
      @Nullable @Size(max = 500) String comment) {}

  /**
   * One wanted piece for one that comes back.
   *
   * @param lineId the line whose piece comes back; name it once for each piece
   * @param sku the item that is wanted for it, from the catalogue
   */
  record WantedRequest(@NotNull UUID lineId, @NotBlank @Size(max = 60) String sku) {}

  /**
   * What is wanted instead of money.
   *
   * @param inAdvance whether to send the new pieces before the old ones are back, where the shop
   *     does that
   * @param wanted one entry for each piece that comes back and is to be exchanged
   */
  record ExchangeRequest(
      boolean inAdvance, @NotEmpty @Size(max = 200) List<@NotNull @Valid WantedRequest> wanted) {}

  /**
   * A return to be registered.
   *
   * @param orderId the order that the lines belong to
   * @param lines each line once
   * @param method the way back, one of those that the assessment offers, such as PARCEL_DROP_OFF
   * @param resolution REFUND, STORE_CREDIT or EXCHANGE
   * @param exchange what is wanted instead of money, with the resolution EXCHANGE only
   * @param language the shopper's language, ISO 639-1, in which mails are written; en when absent
   * @param overrideReason lets an agent register what the tables do not allow, 10 to 500
   *     characters; kept with the agent's name
   * @param parcels in how many parcels it is sent, 1 to 5, each with a label of its own; more than
   *     one with PARCEL_DROP_OFF only; 1 when absent
   */
  record RegisterRequest(
      @NotNull UUID orderId,
      @NotEmpty @Size(max = 200) List<@NotNull @Valid ReturnLineRequest> lines,
      @NotBlank @Size(max = 30) String method,
      @NotBlank @Pattern(regexp = "REFUND|STORE_CREDIT|EXCHANGE") String resolution,
      @Nullable @Valid ExchangeRequest exchange,
      @Nullable @Pattern(regexp = "nl|en|de|fr") String language,
      @Nullable @Size(max = 500) String overrideReason,
      @Nullable Integer parcels) {}

  /**
   * One physical piece of a return; it moves on axes that do not depend on each other.
   *
   * @param id names the piece, for its inspection
   * @param lineId the order line that it belongs to
   * @param unitNo which piece of the line, counted from 1
   * @param sku the shop's number of the product
   * @param reason why it comes back
   * @param valueMinor what was paid for this piece, in minor units of the currency, tax included
   * @param legalBasis STATUTORY_WITHDRAWAL, CONFORMITY, RECALL or VOLUNTARY; absent until it is
   *     decided
   * @param furtherBasis a second legal basis beside it: what is not as agreed can still be
   *     withdrawn from in time; absent when there is none
   * @param authorisation whether it may come back
   * @param reception where it is
   * @param grade what the inspection saw; absent before it
   * @param disposition where it goes after the inspection, such as RESTOCK; absent before that is
   *     decided
   * @param deductionMinor taken off for evidenced loss of value (CRD Art. 14(2)), in minor units of
   *     the currency
   * @param settlement where the money for it is
   * @param channelSync whether the channel where it was bought knows of it
   */
  record UnitView(
      UUID id,
      UUID lineId,
      int unitNo,
      String sku,
      ReturnReason reason,
      long valueMinor,
      @Nullable String legalBasis,
      @Nullable String furtherBasis,
      ReturnUnit.Authorisation authorisation,
      ReturnUnit.Reception reception,
      ReturnUnit.@Nullable Grade grade,
      @Nullable String disposition,
      long deductionMinor,
      ReturnUnit.Settlement settlement,
      ReturnUnit.ChannelSync channelSync) {}

  /**
   * A return with its pieces.
   *
   * @param id names the return in addresses
   * @param rmaNumber what shopper and staff call it
   * @param orderId the order that its pieces belong to
   * @param brand the shop's brand
   * @param channel where it was bought, such as webshop
   * @param method the way back
   * @param parcels in how many parcels it is sent
   * @param requestedResolution REFUND, STORE_CREDIT or EXCHANGE
   * @param quotedFeeMinor the fee that was shown when the shopper confirmed, in minor units of the
   *     currency; it only gets lower
   * @param quotedRefundMinor the refund that was shown when the shopper confirmed, in minor units
   *     of the currency
   * @param currency of all amounts, ISO 4217
   * @param registeredAt when the trader was informed (UTC)
   * @param riskLevel LOW, MEDIUM or HIGH; absent until it is decided
   * @param warehouse to which it goes, by its name in the table routing; absent until it is decided
   * @param outcome how it ended; absent while it runs
   * @param closedAt when it ended (UTC); absent while it runs
   * @param units its pieces
   * @param stillToStop the return of what was not delivered yet, when both were registered at once
   */
  record ReturnView(
      UUID id,
      String rmaNumber,
      UUID orderId,
      String brand,
      String channel,
      String method,
      int parcels,
      String requestedResolution,
      long quotedFeeMinor,
      long quotedRefundMinor,
      String currency,
      Instant registeredAt,
      @Nullable String riskLevel,
      @Nullable String warehouse,
      ReturnCase.@Nullable Outcome outcome,
      @Nullable Instant closedAt,
      @Nullable UUID stillToStop,
      List<UnitView> units) {

    static ReturnView of(ReturnCase from, @Nullable UUID stillToStop) {
      return new ReturnView(
          from.id(),
          from.rmaNumber(),
          from.orderId(),
          from.brand(),
          from.channel(),
          from.method(),
          from.parcels(),
          from.requestedResolution(),
          from.quotedFee().minor(),
          from.quotedRefund().minor(),
          from.quotedRefund().currency().getCurrencyCode(),
          from.registeredAt(),
          from.riskLevel(),
          from.warehouse(),
          from.outcome(),
          from.closedAt(),
          stillToStop,
          from.units().stream()
              .map(
                  unit ->
                      new UnitView(
                          unit.id(),
                          unit.orderLineId(),
                          unit.unitNo(),
                          unit.sku(),
                          unit.reason(),
                          unit.value().minor(),
                          unit.legalBasis(),
                          unit.furtherBasis(),
                          unit.authorisation(),
                          unit.reception(),
                          unit.grade(),
                          unit.disposition(),
                          unit.deduction().minor(),
                          unit.settlement(),
                          unit.channelSync()))
              .toList());
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Register a return and start its journey",
      description = "Send an Idempotency-Key: the same key and body give the same return.")
  ResponseEntity<ReturnView> register(
      @Valid @RequestBody RegisterRequest request,
      Authentication principal,
      HttpServletRequest http) {
    if (request.overrideReason() != null
        && principal.getAuthorities().stream()
            .noneMatch(role -> role.getAuthority().equals("ROLE_agent"))) {
      throw Problem.notAllowed(
          "override-needs-agent", "Only an agent may override what the tables say.");
    }
    ReturnDraft draft =
        draft(
            request.orderId(),
            request.lines(),
            request.method(),
            request.resolution(),
            request.parcels() == null ? 1 : request.parcels());
    ReturnCase registered =
        returns.register(
            new Registration(
                RequestId.of(http, "return"),
                draft,
                List.of(),
                request.language() == null ? "en" : request.language(),
                principal.getName(),
                request.overrideReason(),
                null,
                request.exchange() == null
                    ? null
                    : new ExchangeWish(
                        request.exchange().inAdvance(),
                        request.exchange().wanted().stream()
                            .map(one -> new ExchangeWish.Wanted(one.lineId(), one.sku()))
                            .toList())));
    return ResponseEntity.created(URI.create("/api/v1/returns/" + registered.id()))
        .body(view(registered));
  }

  private ReturnDraft draft(
      UUID orderId, List<ReturnLineRequest> lines, String method, String resolution, int parcels) {
    Order order =
        orders
            .byId(orderId)
            .filter(found -> access.includes(found.brand()))
            .orElseThrow(
                () -> Problem.invalid("order-unknown", "orderId", "There is no such order."));
    return new ReturnDraft(
        order,
        lines.stream()
            .map(
                line ->
                    new ReturnDraft.Line(
                        line.lineId(),
                        line.quantity(),
                        line.reason() == null ? ReturnReason.NO_REASON_GIVEN : line.reason(),
                        line.comment() == null ? "" : line.comment()))
            .toList(),
        method,
        resolution,
        parcels);
  }

  /**
   * What might come back.
   *
   * @param orderId the order that the lines belong to
   * @param lines each line once
   */
  record AssessmentRequest(
      @NotNull UUID orderId,
      @NotEmpty @Size(max = 200) List<@NotNull @Valid ReturnLineRequest> lines) {}

  /**
   * One thing that stands against a line.
   *
   * @param level ORDER, CUSTOMER, ITEM or RETURN
   * @param code a stable word for programs
   * @param mode INCLUDE (an agent looks), MENTION (the line stays out, the others go on) or BLOCK
   * @param text the reason in the language of the request
   */
  record ReasonView(String level, String code, String mode, String text) {}

  /**
   * What the tables say of one line.
   *
   * @param lineId the order line
   * @param legalBasis STATUTORY_WITHDRAWAL, CONFORMITY, RECALL or VOLUNTARY
   * @param outcome ELIGIBLE, REVIEW or NOT_ELIGIBLE
   * @param reasons everything that stands against the line
   */
  record AssessedLine(String lineId, String legalBasis, String outcome, List<ReasonView> reasons) {}

  /**
   * What is possible now; nothing is registered by asking.
   *
   * @param lines what is possible for each line
   * @param methods the ways back on offer
   * @param moneyBack whether money comes back; otherwise it is store credit
   */
  record AssessmentView(List<AssessedLine> lines, List<MethodOffer> methods, boolean moneyBack) {}

  @PostMapping("/assessment")
  @Operation(
      summary = "Ask what is possible for these lines, without registering anything",
      description =
          "Every reason against a line, in the language of the Accept-Language header (en, nl, de,"
              + " fr), and the ways back on offer.")
  AssessmentView assess(@Valid @RequestBody AssessmentRequest request, Locale language) {
    ReturnOffer offer =
        returns.offer(draft(request.orderId(), request.lines(), "PARCEL_DROP_OFF", "REFUND", 1));
    return new AssessmentView(
        offer.lines().stream().map(line -> view(line, language)).toList(),
        offer.methods(),
        offer.moneyBack());
  }

  private AssessedLine view(LineAssessment line, Locale language) {
    return new AssessedLine(
        line.lineId(),
        line.legalBasis(),
        line.outcome(),
        line.reasons().stream()
            .map(
                reason ->
                    new ReasonView(
                        reason.level(),
                        reason.code(),
                        reason.mode(),
                        texts.getMessage("reason-code." + reason.code(), null, language)))
            .toList());
  }

  /**
   * @param items the returns of this page, newest first
   * @param next cursor of the next page, absent on the last
   */
  record ReturnPage(List<ReturnView> items, @Nullable String next) {}

  @GetMapping
  @Operation(summary = "List returns, newest first", description = "Pages by cursor.")
  ReturnPage list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    List<ReturnCase> found = returns.newest(access.brands(), cursor, limit + 1);
    boolean more = found.size() > limit;
    List<ReturnCase> page = more ? found.subList(0, limit) : found;
    return new ReturnPage(
        page.stream().map(this::view).toList(), more ? Returns.cursor(page.getLast()) : null);
  }

  @GetMapping("/{returnId}")
  @Operation(summary = "Read a return with its pieces on their axes")
  ReturnView get(@PathVariable UUID returnId) {
    return view(returns.get(returnId));
  }

  @PostMapping("/{returnId}/cancellation")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Call a return off",
      description = "Possible until something was handed over; the journey then voids the label.")
  void cancel(@PathVariable UUID returnId, Principal principal) {
    returns.requestCancellation(returnId, principal.getName());
  }

  /**
   * One decision of the journey, or one about its money.
   *
   * @param decision the table that was asked, such as eligibility
   * @param subject what it was about: the id of an order line, of a piece or of a means of payment,
   *     or empty for the whole return
   * @param inputs the facts that it looked at, by name
   * @param outcome what it answered
   * @param matchedRules the ids of the rows that matched
   * @param tableChecksum SHA-256 of the table's file, hexadecimal
   * @param replayAgrees whether the same facts on the same table gave the same answer again
   * @param decidedAt when (UTC)
   * @param explanation the same in words
   */
  record DecisionView(
      String decision,
      String subject,
      Map<String, Object> inputs,
      @Nullable Object outcome,
      List<String> matchedRules,
      String tableChecksum,
      boolean replayAgrees,
      Instant decidedAt,
      DecisionExplainer.Explanation explanation) {}

  @GetMapping("/{returnId}/decisions")
  @Operation(
      summary = "Every decision with its facts, the rows that matched and the outcome",
      description =
          "Explained in the language of Accept-Language: en, nl, de or fr, which Content-Language"
              + " repeats; each row tells the language of its annotation, which is en as long as"
              + " nobody translated it. What facts mean is in English.")
  ResponseEntity<List<DecisionView>> decisions(@PathVariable UUID returnId, Locale locale) {
    returns.get(returnId);
    List<DecisionView> explained =
        decisions.of(returnId).stream()
            .map(
                entry ->
                    new DecisionView(
                        entry.decisionId(),
                        entry.subject(),
                        entry.inputs(),
                        entry.outcome(),
                        entry.matchedRules(),
                        entry.tableChecksum(),
                        entry.replayAgrees(),
                        entry.decidedAt(),
                        explainer.explain(entry, locale)))
            .toList();
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_LANGUAGE, locale.getLanguage())
        .body(explained);
  }

  /**
   * Something that happened to a return.
   *
   * @param at when (UTC)
   * @param actor who did it: shopper, journey, or the person's user name
   * @param kind what happened, a stable word
   * @param detail what a person should know besides, no personal data
   */
  record HistoryEvent(Instant at, String actor, String kind, String detail) {}

  @GetMapping("/{returnId}/history")
  @Operation(summary = "What happened, in order")
  List<HistoryEvent> history(@PathVariable UUID returnId) {
    returns.get(returnId);
    return history.of(returnId).stream()
        .map(event -> new HistoryEvent(event.at(), event.actor(), event.kind(), event.detail()))
        .toList();
  }

  private ReturnView view(ReturnCase of) {
    return ReturnView.of(of, returns.stillToStop(of.id()).map(ReturnCase::id).orElse(null));
  }
}
