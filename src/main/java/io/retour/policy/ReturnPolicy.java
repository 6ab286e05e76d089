package io.retour.policy;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks the tables what the journey will ask them later, so that a shopper sees it beforehand. */
@Component
public class ReturnPolicy {

  private static final String METHODS = "return-methods";

  private final DecisionTables tables;
  private final FormerTables former;

  ReturnPolicy(DecisionTables tables, FormerTables former) {
    this.tables = tables;
    this.former = former;
  }

  public LineAssessment assess(ReturnFacts facts, ReturnFacts.Line line) {
    Map<String, Object> inputs = new HashMap<>(line.inputs(facts));
    Map<String, Object> ground = tables.decide("legal-basis", inputs).row();
    String legalBasis = text(ground, "legalBasis");
    String clarification = text(ground, "clarification");
    inputs.put("legalBasis", legalBasis);
    inputs.put("clarification", clarification);
    Map<String, Object> eligibility = tables.decide("eligibility", inputs).row();
    return new LineAssessment(
        line.lineId(),
        legalBasis,
        text(ground, "furtherBasis"),
        clarification,
        text(eligibility, "outcome"),
        text(eligibility, "mode"),
        text(eligibility, "reasonCode"),
        reasons(eligibility),
        text(tables.decide("hazmat-triage", inputs).row(), "hazmatClass"));
  }

  /**
   * Whether no parcel service takes an item back (ADR special provision 376).
   *
   * @param battery NONE, or LITHIUM when such a battery is in it
   * @param reason why it would come back
   */
  public boolean damagedBattery(String battery, String reason) {
    return text(
            tables.decide("hazmat-triage", Map.of("battery", battery, "reason", reason)).row(),
            "hazmatClass")
        .equals("LITHIUM_DAMAGED");
  }

  @SuppressWarnings("unchecked") // the evaluator gives maps with text keys
  private static List<LineAssessment.Reason> reasons(Map<String, Object> eligibility) {
    return ((List<Map<String, Object>>) eligibility.getOrDefault("reasons", List.of()))
        .stream()
            .map(
                row ->
                    new LineAssessment.Reason(
                        text(row, "scope"), text(row, "reasonCode"), text(row, "mode")))
            .toList();
  }

  /**
   * The ways back on offer, the one to show first at the front. Each costs the least of what the
   * tables say by which a fee was promised, at the purchase or now.
   */
  public List<MethodOffer> methods(ReturnFacts facts, List<LineAssessment> assessments) {
    Map<String, Object> inputs =
        Map.of(
            "brand", facts.brand(),
            "country", facts.country(),
            "currency", facts.currency(),
            "returnWeightGrams", facts.returnWeightGrams(),
            "sellerAtFault", assessments.stream().anyMatch(ReturnPolicy::sellerAtFault),
            "withdrawing",
                assessments.stream()
                    .anyMatch(line -> line.bases().contains("STATUTORY_WITHDRAWAL")),
            "returnCostInformed", facts.returnCostInformed(),
            "hazmatClass", strictest(assessments),
            "carriedMethods", facts.carriedMethods());
    Map<String, Long> promised = promisedFees(facts.feeTables(), inputs);
    return tables.decide(METHODS, inputs).rows().stream()
        .map(
            row ->
                new MethodOffer(
                    text(row, "method"),
                    facts.freeMethods().contains(text(row, "method"))
                        ? 0
                        : Math.min(
                            number(row, "feeMinor"),
                            promised.getOrDefault(text(row, "method"), Long.MAX_VALUE)),
                    (int) number(row, "refundDays"),
                    (int) number(row, "co2Grams"),
                    (int) number(row, "rank"),
                    null))
        .sorted(Comparator.comparingInt(MethodOffer::rank))
        .toList();
  }

  /** The lowest fee of each way back by the tables of another day than today. */
  private Map<String, Long> promisedFees(List<String> feeTables, Map<String, Object> inputs) {
    return feeTables.stream()
        .filter(table -> !table.equals(tables.checksumOf(METHODS)))
        .flatMap(table -> former.decide(table, METHODS, inputs).stream())
        .flatMap(decision -> decision.rows().stream())
        .collect(
            Collectors.toMap(
                row -> text(row, "method"), row -> number(row, "feeMinor"), Math::min));
  }

  /**
   * How high the risk is, by the very facts that the journey asks with, so that nothing is shown
   * that it would not give. It touches voluntary benefits only.
   */
  public String riskLevel(ReturnFacts facts) {
    Map<String, Object> inputs =
        Map.ofEntries(
            Map.entry("brand", facts.brand()),
            Map.entry("customerOrders", facts.customerOrders()),
            Map.entry("customerReturnRatePercent", facts.customerReturnRatePercent()),
            Map.entry("customerReturns90Days", facts.customerReturns90Days()),
            Map.entry("customerReturns7Days", facts.customerReturns7Days()),
            Map.entry("customerReturns", facts.customerReturns()),
            Map.entry("customerAliases", facts.customerAliases()),
            Map.entry("returnValueMinor", facts.returnValueMinor()),
            Map.entry("valueConcentrationPercent", facts.valueConcentrationPercent()),
            Map.entry("faultReasonsPercent", facts.faultReasonsPercent()),
            Map.entry("keepItemUses", facts.keepItemUses()),
            Map.entry("payoutsElsewhere", facts.payoutsElsewhere()),
            Map.entry("openDisputes", facts.openDisputes()),
            Map.entry("lightestParcelPercent", facts.lightestParcelPercent()),
            Map.entry("returnsOfOrder", facts.returnsOfOrder()),
            Map.entry("lastDayReturn", facts.lastDayReturn()),
            Map.entry("sameStyleSizes", facts.sameStyleSizes()),
            Map.entry("earlierFraudReports", facts.earlierFraudReports()),
            Map.entry("neverArrivedClaims", facts.neverArrivedClaims()));
    return text(tables.decide("fraud-risk", inputs).row(), "level");
  }

  /**
   * The offer to keep the pieces, when processing them costs more than they bring. It stands beside
   * the ways back, never in place of one; the journey asks again.
   */
  public Optional<MethodOffer> keeping(
      ReturnFacts facts, List<LineAssessment> assessments, String riskLevel) {
    Map<String, Object> row =
        tables
            .decide(
                "keep-item",
                Map.of(
                    "brand",
                    facts.brand(),
                    "keepItemUses",
                    facts.keepItemUses(),
                    "riskLevel",
                    riskLevel,
                    "returnCategory",
                    facts.returnCategory(),
                    "sellerAtFault",
                    assessments.stream().anyMatch(a -> a.legalBasis().equals("CONFORMITY")),
                    "recalled",
                    assessments.stream().anyMatch(a -> a.legalBasis().equals("RECALL")),
                    "returnValueMinor",
                    facts.returnValueMinor(),
                    "currency",
                    facts.currency()))
            .row();
    return Boolean.TRUE.equals(row.get("offered"))
        ? Optional.of(new MethodOffer("KEEP_ITEM", 0, 0, 0, 99, null))
        : Optional.empty();
  }

  /** What the shopper gets when asking for that resolution. */
  public ResolutionOffer resolution(
      ReturnFacts facts,
      List<LineAssessment> assessments,
      String riskLevel,
      String requestedResolution) {
    Map<String, Object> row =
        tables
            .decide(
                "resolution",
                Map.of(
                    "brand",
                    facts.brand(),
                    "legalBasis",
                    strongestBasis(
                        assessments.stream().flatMap(line -> line.bases().stream()).toList()),
                    "requestedResolution",
                    requestedResolution,
                    "daysPastWindow",
                    facts.lines().stream()
                        .mapToInt(ReturnFacts.Line::daysPastWindow)
                        .max()
                        .orElse(0),
                    "riskLevel",
                    riskLevel))
            .row();
    return new ResolutionOffer(text(row, "resolution"), (int) number(row, "bonusPercent"));
  }

  /**
   * Whether the risk lets new pieces of an exchange go out before the old ones are back. What else
   * it takes, a card and no difference, is known once the shopper has chosen.
   */
  public boolean advance(String brand, String riskLevel) {
    return text(
            tables
                .decide(
                    "exchange-mode",
                    Map.of(
                        "brand",
                        brand,
                        "wantedMode",
                        "ADVANCE",
                        "riskLevel",
                        riskLevel,
                        "shopperOwes",
                        false,
                        "cardPaid",
                        true))
                .row(),
            "exchangeMode")
        .equals("ADVANCE");
  }

  /**
   * How long a store credit can be spent.
   *
   * @param legalBasis of the return that it makes good; what is owed by law has no end
   * @param country the consumer's, ISO 3166-1 alpha-2
   */
  public SpendingTime spendingTime(String legalBasis, String country) {
    Decision asked =
        tables.decide("credit-terms", Map.of("legalBasis", legalBasis, "country", country));
    Map<String, Object> row = asked.row();
    return new SpendingTime(
        (int) number(row, "valueMonths"),
        (int) number(row, "bonusMonths"),
        Boolean.TRUE.equals(row.get("untilYearEnd")),
        text(row, "provision"),
        asked);
  }

  /**
   * What is looked at when a piece is inspected, in the order of the rows.
   *
   * @param category of the goods; nothing is asked about one that the table does not know
   */
  public List<InspectionCheck> checklist(String category) {
    return tables.decide("inspection-checklist", Map.of("category", category)).rows().stream()
        .map(
            row ->
                new InspectionCheck(
                    text(row, "check"), text(row, "seenWhen").equals("YES"), text(row, "finding")))
        .toList();
  }

  /**
   * Where one means of payment stands when an order's money goes back.
   *
   * @param tenderMethod as the shop calls it, such as CARD or GIFT_CARD
   * @param legalBasis of the return or claim that is made good
   * @param country the consumer's, ISO 3166-1 alpha-2
   */
  public TenderRank tenderRank(String tenderMethod, String legalBasis, String country) {
    Decision asked =
        tables.decide(
            "tender-order",
            Map.of("tenderMethod", tenderMethod, "legalBasis", legalBasis, "country", country));
    return new TenderRank(number(asked.row(), "rank"), asked);
  }

  /**
   * From when the money's days count, how many they are, and whether the goods may be waited for.
   *
   * @param legalRegion EU, UK or OTHER, the consumer's
   * @param collectionOffered whether the trader offered to fetch the goods himself
   * @param goodsSeen NOTHING, SENT, RECEIVED, or NOT_EXPECTED when nothing is to come back
   * @param subject RETURN or CLAIM
   */
  public RefundTiming refundTiming(
      String legalRegion,
      String legalBasis,
      boolean collectionOffered,
      String goodsSeen,
      String subject) {
    Map<String, Object> row =
        tables
            .decide(
                "refund-timing",
                Map.of(
                    "legalRegion", legalRegion,
                    "legalBasis", legalBasis,
                    "collectionOffered", collectionOffered,
                    "goodsSeen", goodsSeen,
                    "subject", subject))
            .row();
    return new RefundTiming(
        RefundTiming.Start.valueOf(text(row, "startsWith")),
        (int) number(row, "daysUntilDue"),
        RefundTiming.Withholding.valueOf(text(row, "withholding")),
        (int) number(row, "warnDaysBefore"),
        text(row, "provision"));
  }

  /**
   * What a refund costs on top when it is late.
   *
   * @param country the consumer's, ISO 3166-1 alpha-2
   * @param daysLate the day of delay, counted from 1
   */
  public LateStep lateStep(String country, String legalBasis, int daysLate) {
    Map<String, Object> row =
        tables
            .decide(
                "late-refund-interest",
                Map.of("country", country, "legalBasis", legalBasis, "daysLate", daysLate))
            .row();
    return new LateStep(
        (int) number(row, "upliftPercent"),
        Boolean.TRUE.equals(row.get("upToPrice")),
        Boolean.TRUE.equals(row.get("legalInterest")),
        (int) number(row, "nextStepDay"),
        text(row, "provision"));
  }

  /**
   * The yearly rate of legal interest that counts for the days of a month, in hundredths of a
   * percent.
   *
   * @param country the consumer's, ISO 3166-1 alpha-2
   */
  public int legalRate(String country, YearMonth month) {
    int interestMonth = month.getYear() * 100 + month.getMonthValue();
    Decision rate =
        tables.decide(
            "legal-interest-rate", Map.of("country", country, "interestMonth", interestMonth));
    return ((Number) rate.output()).intValue();
  }

  /**
   * What of the delivery a part of an order brings back that comes back under a right.
   *
   * @param country the consumer's, ISO 3166-1 alpha-2
   */
  public PartialDelivery partialDelivery(String brand, String country) {
    Decision asked = tables.decide("delivery-refund", Map.of("brand", brand, "country", country));
    return new PartialDelivery(text(asked.row(), "partialDelivery").equals("PRO_RATA"), asked);
  }

  /**
   * How much may be taken off one piece.
   *
   * @param valueLossSeen whether the inspection saw lost value
   * @param lossPhotographed whether a photo of the inspection shows it
   */
  public DeductionLimit deductionLimit(
      String legalBasis,
      boolean withdrawalInformed,
      boolean valueLossSeen,
      boolean lossPhotographed) {
    Map<String, Object> row =
        tables
            .decide(
                "refund-deduction",
                Map.of(
                    "legalBasis", legalBasis,
                    "withdrawalInformed", withdrawalInformed,
                    "valueLossSeen", valueLossSeen,
                    "lossPhotographed", lossPhotographed))
            .row();
    return new DeductionLimit((int) number(row, "maxDeductionPercent"), text(row, "deductionRule"));
  }

  /** The basis that protects the shopper most decides for the whole return. */
  public static String strongestBasis(List<String> bases) {
    return List.of("STATUTORY_WITHDRAWAL", "CONFORMITY", "RECALL").stream()
        .filter(bases::contains)
        .findFirst()
        .orElse("VOLUNTARY");
  }

  /** One damaged battery decides how the whole parcel travels. */
  private static String strictest(List<LineAssessment> assessments) {
    return List.of("LITHIUM_DAMAGED", "LITHIUM").stream()
        .filter(word -> assessments.stream().anyMatch(line -> line.hazmat().equals(word)))
        .findFirst()
        .orElse("NONE");
  }

  private static boolean sellerAtFault(LineAssessment assessment) {
    return assessment.legalBasis().equals("CONFORMITY") || assessment.legalBasis().equals("RECALL");
  }

  private static String text(Map<String, Object> row, String name) {
    return String.valueOf(row.get(name));
  }

  private static long number(Map<String, Object> row, String name) {
    return ((Number) row.get(name)).longValue();
  }
}
