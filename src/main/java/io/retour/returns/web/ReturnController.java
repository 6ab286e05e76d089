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
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

  ReturnController(
      Returns returns,
      Orders orders,
      DecisionLog decisions,
      DecisionExplainer explainer,
      CaseHistory history,
      MessageSource texts) {
    this.returns = returns;
    this.orders = orders;
    this.decisions = decisions;
    this.explainer = explainer;
    this.history = history;
    this.texts = texts;
  }

  record LineRequest(
      @NotNull UUID lineId,
      @Min(1) @Max(9999) int quantity,
      @Nullable ReturnReason reason,
      @Nullable @Size(max = 500) String comment) {}

  /**
   * One wanted piece for one that comes back.
   *
   * @param lineId the line whose piece comes back; name it once for each piece
   */
  record WantedRequest(@NotNull UUID lineId, @NotBlank @Size(max = 60) String sku) {}

  /**
   * @param inAdvance whether to send the new pieces before the old ones are back, where the shop
   *     does that
   */
  record ExchangeRequest(
      boolean inAdvance, @NotEmpty @Size(max = 200) List<@NotNull @Valid WantedRequest> wanted) {}

  /**
   * @param exchange what is wanted instead of money, with the resolution EXCHANGE only
   * @param lines each line once; without a reason it is NO_REASON_GIVEN, which a consumer never has
   *     to improve on
   * @param overrideReason lets an agent register what the tables do not allow; kept with the
   *     agent's name
   */
  record RegisterRequest(
      @NotNull UUID orderId,
      @NotEmpty @Size(max = 200) List<@NotNull @Valid LineRequest> lines,
      @NotBlank @Size(max = 30) String method,
      @NotBlank @Pattern(regexp = "REFUND|STORE_CREDIT|EXCHANGE") String resolution,
      @Nullable @Valid ExchangeRequest exchange,
      @Nullable @Pattern(regexp = "nl|en|de|fr") String language,
      @Nullable @Size(max = 500) String overrideReason) {}

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
   * @param stillToStop the return of what was not delivered yet, when both were registered at once
   */
  record ReturnView(
      UUID id,
      String rmaNumber,
      UUID orderId,
      String brand,
      String channel,
      String method,
      String requestedResolution,
      long quotedFeeMinor,
      long quotedRefundMinor,
      String currency,
      Instant registeredAt,
      @Nullable String riskLevel,
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
          from.requestedResolution(),
          from.quotedFee().minor(),
          from.quotedRefund().minor(),
          from.quotedRefund().currency().getCurrencyCode(),
          from.registeredAt(),
          from.riskLevel(),
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
        draft(request.orderId(), request.lines(), request.method(), request.resolution());
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
      UUID orderId, List<LineRequest> lines, String method, String resolution) {
    Order order =
        orders
            .byId(orderId)
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
        resolution);
  }

  record AssessmentRequest(
      @NotNull UUID orderId, @NotEmpty @Size(max = 200) List<@NotNull @Valid LineRequest> lines) {}

  /**
   * @param level ORDER, CUSTOMER, ITEM or RETURN
   * @param mode INCLUDE (an agent looks), MENTION (the line stays out, the others go on) or BLOCK
   * @param text the reason in the language of the request
   */
  record ReasonView(String level, String code, String mode, String text) {}

  /**
   * @param outcome ELIGIBLE, REVIEW or NOT_ELIGIBLE
   * @param reasons everything that stands against the line
   */
  record LineView(String lineId, String legalBasis, String outcome, List<ReasonView> reasons) {}

  record AssessmentView(List<LineView> lines, List<MethodOffer> methods, boolean moneyBack) {}

  @PostMapping("/assessment")
  @Operation(
      summary = "Ask what is possible for these lines, without registering anything",
      description =
          "Every reason against a line, in the language of the Accept-Language header (en, nl, de,"
              + " fr), and the ways back on offer.")
  AssessmentView assess(@Valid @RequestBody AssessmentRequest request, Locale language) {
    ReturnOffer offer =
        returns.offer(draft(request.orderId(), request.lines(), "PARCEL_DROP_OFF", "REFUND"));
    return new AssessmentView(
        offer.lines().stream().map(line -> view(line, language)).toList(),
        offer.methods(),
        offer.moneyBack());
  }

  private LineView view(LineAssessment line, Locale language) {
    return new LineView(
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
   * @param next cursor of the next page, absent on the last
   */
  record Page(List<ReturnView> items, @Nullable String next) {}

  @GetMapping
  @Operation(summary = "List returns, newest first", description = "Pages by cursor.")
  Page list(
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    List<ReturnCase> found = returns.newest(cursor, limit + 1);
    boolean more = found.size() > limit;
    List<ReturnCase> page = more ? found.subList(0, limit) : found;
    return new Page(
        page.stream().map(this::view).toList(), more ? Returns.cursor(page.getLast()) : null);
  }

  @GetMapping("/{returnId}")
  @Operation(summary = "Read a return with its pieces on their axes")
  ReturnView get(@PathVariable UUID returnId) {
    return view(returns.get(returnId));
  }

  @PostMapping("/{returnId}/cancellation")
  @Operation(
      summary = "Call a return off",
      description = "Possible until something was handed over; the journey then voids the label.")
  ResponseEntity<Void> cancel(@PathVariable UUID returnId, Principal principal) {
    returns.requestCancellation(returnId, principal.getName());
    return ResponseEntity.accepted().build();
  }

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
          "Explained in the language of Accept-Language: en, nl, de or fr; annotations of rows as"
              + " their author wrote them.")
  List<DecisionView> decisions(@PathVariable UUID returnId, Locale locale) {
    returns.get(returnId);
    return decisions.of(returnId).stream()
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
  }

  @GetMapping("/{returnId}/history")
  @Operation(summary = "What happened, in order")
  List<CaseHistory.Event> history(@PathVariable UUID returnId) {
    returns.get(returnId);
    return history.of(returnId);
  }

  private ReturnView view(ReturnCase of) {
    return ReturnView.of(of, returns.stillToStop(of.id()).map(ReturnCase::id).orElse(null));
  }
}
