package io.retour.terms;

import io.retour.exchanges.Catalogue;
import io.retour.exchanges.CatalogueItem;
import io.retour.policy.Decision;
import io.retour.policy.DecisionTables;
import io.retour.policy.LateStep;
import io.retour.policy.MethodOffer;
import io.retour.policy.ReturnPolicy;
import io.retour.policy.RuleNotes;
import io.retour.policy.ShopPolicies;
import io.retour.policy.ShopPolicy;
import io.retour.policy.SpendingTime;
import io.retour.policy.WithdrawalPeriod;
import io.retour.returns.ConformityTime;
import io.retour.returns.WaysCarried;
import io.retour.shared.Market;
import io.retour.shared.Market.LegalRegion;
import io.retour.stores.Stores;
import io.retour.terms.Terms.Deductions;
import io.retour.terms.Terms.Exemptions;
import io.retour.terms.Terms.Exemptions.Exempt;
import io.retour.terms.Terms.Fault;
import io.retour.terms.Terms.Keeping;
import io.retour.terms.Terms.Late;
import io.retour.terms.Terms.Payment;
import io.retour.terms.Terms.Reward;
import io.retour.terms.Terms.Topic;
import io.retour.terms.Terms.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the tables, with the facts of a typical purchase, what they will be asked when it comes back
 * (ADR 33). Nothing that a row decides stands here; where a table sets a border, it is found by
 * asking on both sides of every number that the table names.
 */
@Component
public class ShopTerms {

  /** What is too heavy for a parcel service, such as a chest of drawers. */
  public static final int HEAVY_GRAMS = 35_000;

  private static final String METHODS = "return-methods";
  private static final String EUROPEAN = "EUR";
  private static final String ANY = "OTHER";
  private static final String MIXED = "MIXED";
  private static final long TYPICAL_MINOR = 5_000;
  private static final long DAYS_OF_A_MONTH = 30;

  /** More answers than a shop with all its countries and categories asks for. */
  private static final int MOST_KEPT = 2_000;

  /** A note that speaks to colleagues: of their list of rules, of tables, of what counsel says. */
  private static final Pattern FOR_COLLEAGUES =
      Pattern.compile("\\b[RC]-\\d{2}\\b|[Cc]ounsel|\\btable\\b|retour\\.|\\bADR \\d");

  private final DecisionTables tables;
  private final ReturnPolicy policy;
  private final ShopPolicies policies;
  private final RuleNotes notes;
  private final WaysCarried carried;
  private final Stores stores;
  private final Catalogue catalogue;

  private volatile Kept kept = new Kept(Set.of());

  /** A decision and the facts that it looks at. */
  private record Asked(String decisionId, Map<String, Object> facts) {}

  /** A fact in the cells of a decision. */
  private record Column(String decisionId, String input) {}

  /** What these tables, by their checksums, said so far. */
  private record Kept(
      Set<String> tables,
      Map<Purchase, Terms> terms,
      Map<Asked, Decision> decisions,
      Map<Column, List<String>> words,
      Map<Column, List<Long>> numbers) {

    Kept(Set<String> tables) {
      this(
          tables,
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>(),
          new ConcurrentHashMap<>());
    }

    /** What the cells name stays true of any purchase. */
    Kept forgettingPurchases() {
      return new Kept(tables, new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), words, numbers);
    }

    boolean isFull() {
      return terms.size() > MOST_KEPT || decisions.size() > MOST_KEPT * 10;
    }
  }

  /** Of the tables that are asked now: others begin anew. */
  private Kept now() {
    Kept last = kept;
    Set<String> deployed = tables.contents().keySet();
    if (last.tables().equals(deployed) && !last.isFull()) {
      return last;
    }
    Kept fresh = last.tables().equals(deployed) ? last.forgettingPurchases() : new Kept(deployed);
    kept = fresh;
    return fresh;
  }

  private List<String> words(String decisionId, String input) {
    return now()
        .words()
        .computeIfAbsent(
            new Column(decisionId, input),
            column -> tables.wordsNamed(column.decisionId(), column.input()));
  }

  private List<Long> numbers(String decisionId, String input) {
    return now()
        .numbers()
        .computeIfAbsent(
            new Column(decisionId, input),
            column -> tables.numbersNamed(column.decisionId(), column.input()));
  }

  ShopTerms(
      DecisionTables tables,
      ReturnPolicy policy,
      ShopPolicies policies,
      RuleNotes notes,
      WaysCarried carried,
      Stores stores,
      Catalogue catalogue) {
    this.tables = tables;
    this.policy = policy;
    this.policies = policies;
    this.notes = notes;
    this.carried = carried;
    this.stores = stores;
    this.catalogue = catalogue;
  }

  /** Where the tables know ways back from, ISO 3166-1 alpha-2, in the order of the alphabet. */
  public List<String> countries() {
    return words(METHODS, "country").stream().sorted().toList();
  }

  /** The categories of goods that the tables tell apart. */
  public List<String> categories() {
    return words("keep-item", "returnCategory").stream()
        .filter(category -> !category.equals(MIXED))
        .toList();
  }

  /** In which money somebody in a country pays: its own where fees are set in it, else euros. */
  public Currency currency(String country) {
    Currency own = Currency.getInstance(Locale.of("", country));
    return own != null && words(METHODS, "currency").contains(own.getCurrencyCode())
        ? own
        : Currency.getInstance(EUROPEAN);
  }

  /**
   * A purchase of an item as the catalogue knows it; what is given by the caller comes first. An
   * item that it does not know, and a category that no table tells apart, are like any other.
   */
  public Purchase purchase(
      String brand,
      String country,
      @Nullable Currency wanted,
      @Nullable String category,
      @Nullable String sku,
      @Nullable Long priceMinor) {
    Currency currency = wanted == null ? currency(country) : wanted;
    CatalogueItem item = sku == null ? null : catalogue.find(brand, sku, currency).orElse(null);
    String known = category == null && item != null ? item.category() : category;
    return new Purchase(
        brand,
        country,
        currency,
        known != null && categories().contains(known) ? known : null,
        priceMinor == null && item != null ? Long.valueOf(item.price().minor()) : priceMinor,
        item != null && item.weightGrams() > 0 ? item.weightGrams() : Purchase.TYPICAL_GRAMS);
  }

  /** What the tables of now say; each is asked once. */
  public Terms of(Purchase wanted) {
    Purchase purchase = wanted.withPrice(price(wanted.priceMinor()));
    Kept now = now();
    Terms known = now.terms().get(purchase);
    if (known != null) {
      return known;
    }
    Terms terms = new Reading(purchase, now).terms();
    // notes are read from the archive, which gets new tables a moment after they are asked first
    if (!notes.of(tables.checksumOf("shop-policy")).isEmpty()) {
      now.terms().put(purchase, terms);
    }
    return terms;
  }

  /**
   * The price that stands for all that no table tells apart from it, so that as many prices as
   * there are do not ask as often.
   */
  private @Nullable Long price(@Nullable Long priceMinor) {
    if (priceMinor == null) {
      return null;
    }
    return Stream.of("keep-item", "eligibility")
        .flatMap(table -> numbers(table, "returnValueMinor").stream())
        .filter(border -> border <= priceMinor)
        .max(Comparator.naturalOrder())
        .orElse(0L);
  }

  /** One purchase, and why the tables say what they say of it. */
  private final class Reading {

    private final Purchase purchase;
    private final Kept now;
    private final LegalRegion region;
    private final Map<String, Object> facts;
    private final Map<Topic, Set<String>> why = new EnumMap<>(Topic.class);

    Reading(Purchase purchase, Kept now) {
      this.purchase = purchase;
      this.now = now;
      this.region = Market.legalRegion(purchase.country());
      this.facts =
          Map.ofEntries(
              Map.entry("brand", purchase.brand()),
              Map.entry("country", purchase.country()),
              Map.entry("currency", purchase.currency().getCurrencyCode()),
              Map.entry("legalRegion", region.name()),
              Map.entry("conformityLaw", ConformityTime.lawOf(purchase.country())),
              Map.entry("consumer", true),
              Map.entry("withdrawalInformed", true),
              Map.entry("exemptionsInformed", true),
              Map.entry("returnCostInformed", true),
              Map.entry("reason", "NO_REASON_GIVEN"),
              Map.entry("delivered", true),
              Map.entry("daysSinceDelivery", 1),
              Map.entry("monthsSinceDelivery", 1),
              Map.entry("liabilityExtended", false),
              Map.entry("daysPastWindow", -1),
              Map.entry("withdrawalPeriodOpen", true),
              Map.entry("exemption", "NONE"),
              Map.entry("finalSale", false),
              Map.entry("battery", "NONE"),
              Map.entry("hazmatClass", "NONE"),
              Map.entry("quantityAvailable", true),
              Map.entry("piecesLeft", true),
              Map.entry("customerReturns90Days", 0),
              Map.entry("earlierFraudReports", 0),
              Map.entry("keepItemUses", 0),
              Map.entry("riskLevel", "LOW"),
              Map.entry("sellerAtFault", false),
              Map.entry("recalled", false),
              Map.entry(
                  "returnValueMinor",
                  purchase.priceMinor() == null ? TYPICAL_MINOR : purchase.priceMinor()),
              Map.entry("returnPieces", 1));
    }

    Terms terms() {
      ShopPolicy promised = promised();
      boolean withdrawal = basis(Map.of()).equals("STATUTORY_WITHDRAWAL");
      Window window = window(promised, withdrawal);
      List<MethodOffer> ways = ways(promised, withdrawal, purchase.weightGrams());
      List<MethodOffer> heavy = ways(promised, withdrawal, HEAVY_GRAMS);
      Reward reward = reward(withdrawal);
      List<Keeping> keeping = keeping();
      return new Terms(
          purchase,
          window,
          exemptions(withdrawal),
          ways,
          heavy.equals(ways) ? List.of() : heavy,
          freeWhenFaulty(withdrawal),
          reward,
          payment(withdrawal),
          deductions(withdrawal),
          fault(),
          keeping,
          purchase.priceMinor() == null ? null : kept(category(), purchase.priceMinor(), "LOW"),
          extrasMayEnd(reward, keeping),
          withdrawal ? late() : List.of(),
          stores.near(purchase.brand(), purchase.country()),
          whyOfTopics());
    }

    // asking

    /** Many countries share a law, and many purchases a row: each is asked once. */
    private Decision ask(String decisionId, Map<String, ?> others) {
      Map<String, Object> looked = new HashMap<>();
      for (String name : tables.inputsOf(decisionId)) {
        Object value = others.containsKey(name) ? others.get(name) : facts.get(name);
        if (value != null) {
          looked.put(name, value);
        }
      }
      return now.decisions()
          .computeIfAbsent(
              new Asked(decisionId, looked),
              asked -> tables.decide(asked.decisionId(), asked.facts()));
    }

    /** Asks, and keeps why. */
    private Decision ask(Topic topic, String decisionId, Map<String, ?> others) {
      Decision decision = ask(decisionId, others);
      why.computeIfAbsent(topic, none -> new LinkedHashSet<>()).addAll(notesOf(decision));
      return decision;
    }

    private List<String> notesOf(Decision decision) {
      Map<String, String> notesOfTable = notes.of(decision.tableChecksum());
      return decision.matchedRules().stream()
          .map(rule -> notesOfTable.getOrDefault(rule, ""))
          .filter(note -> !note.isBlank() && !FOR_COLLEAGUES.matcher(note).find())
          .toList();
    }

    private Map<Topic, List<String>> whyOfTopics() {
      Map<Topic, List<String>> all = new EnumMap<>(Topic.class);
      why.forEach((topic, said) -> all.put(topic, List.copyOf(said)));
      return all;
    }

    /**
     * The last number up to which, from the lowest that the table names, something holds.
     *
     * @return one below the lowest when it holds for none
     */
    private long lastThat(Collection<Long> numbers, long below, LongPredicate holds) {
      long last = below;
      for (long number : numbers.stream().filter(each -> each > below).sorted().toList()) {
        if (!holds.test(number)) {
          return last;
        }
        last = number;
      }
      return last;
    }

    // what may come back, and for how long

    private ShopPolicy promised() {
      ask(Topic.WINDOW, "shop-policy", Map.of());
      ShopPolicy today = policies.today(purchase.brand(), purchase.country());
      return ShopPolicy.better(today, today, region, true);
    }

    private String basis(Map<String, ?> others) {
      return text(ask("legal-basis", others).row(), "legalBasis");
    }

    /** ELIGIBLE, REVIEW or NOT_ELIGIBLE. */
    private String outcome(Topic topic, Map<String, ?> others) {
      Map<String, Object> ground = ask("legal-basis", others).row();
      Map<String, Object> all = new HashMap<>(others);
      all.put("legalBasis", text(ground, "legalBasis"));
      all.put("clarification", text(ground, "clarification"));
      ask(topic, "eligibilityReasons", all);
      return text(ask("eligibility", all).row(), "outcome");
    }

    private Window window(ShopPolicy promised, boolean withdrawal) {
      int byRight = withdrawal ? WithdrawalPeriod.DAYS : 0;
      boolean voluntary =
          outcome(Topic.WINDOW, Map.of("withdrawalPeriodOpen", false)).equals("ELIGIBLE");
      long grace =
          lastThat(
              numbers("eligibility", "daysPastWindow"),
              0,
              days ->
                  !outcome(
                          Topic.WINDOW,
                          Map.of("withdrawalPeriodOpen", false, "daysPastWindow", days))
                      .equals("NOT_ELIGIBLE"));
      boolean creditAfter =
          text(
                  ask(
                          "resolution",
                          Map.of(
                              "legalBasis", "VOLUNTARY",
                              "requestedResolution", "REFUND",
                              "daysPastWindow", 1))
                      .row(),
                  "resolution")
              .equals("STORE_CREDIT");
      return new Window(
          voluntary ? promised.windowDays() : byRight, byRight, (int) grace, creditAfter);
    }

    private Exemptions exemptions(boolean withdrawal) {
      List<Exempt> kinds =
          words("legal-basis", "exemption").stream()
              .filter(exemption -> !exemption.equals("NONE"))
              .map(
                  exemption ->
                      new Exempt(exemption, outcome(Topic.EXEMPT, Map.of("exemption", exemption))))
              .toList();
      boolean toBeTold =
          withdrawal
              && kinds.stream()
                  .allMatch(
                      kind ->
                          text(
                                  ask(
                                          "withdrawal-class",
                                          Map.of(
                                              "exemption",
                                              kind.exemption(),
                                              "exemptionsInformed",
                                              false))
                                      .row(),
                                  "withdrawalClass")
                              .equals("IN_TIME"));
      boolean finalSale =
          outcome(Topic.EXEMPT, Map.of("finalSale", true, "withdrawalPeriodOpen", false))
              .equals("NOT_ELIGIBLE");
      boolean faulty =
          kinds.stream()
              .noneMatch(
                  kind ->
                      outcome(
                              Topic.FAULT,
                              Map.of("exemption", kind.exemption(), "reason", "DEFECTIVE"))
                          .equals("NOT_ELIGIBLE"));
      return new Exemptions(kinds, toBeTold, finalSale, faulty);
    }

    // ways back

    private Decision offers(Map<String, ?> others, int grams) {
      Map<String, Object> all = new HashMap<>(others);
      all.put("returnWeightGrams", grams);
      all.put("carriedMethods", carried.methods(purchase.country(), grams, false));
      return ask(METHODS, all);
    }

    private List<MethodOffer> ways(ShopPolicy promised, boolean withdrawal, int grams) {
      Decision offered = offers(Map.of("withdrawing", withdrawal), grams);
      why.computeIfAbsent(Topic.WAYS, none -> new LinkedHashSet<>()).addAll(notesOf(offered));
      return offered.rows().stream()
          .map(
              row ->
                  new MethodOffer(
                      text(row, "method"),
                      promised.freeMethods().contains(text(row, "method"))
                          ? 0
                          : number(row, "feeMinor"),
                      (int) number(row, "refundDays"),
                      (int) number(row, "co2Grams"),
                      (int) number(row, "rank"),
                      null))
          .sorted(Comparator.comparingInt(MethodOffer::rank))
          .toList();
    }

    // what the shopper gets

    private Map<String, Object> resolution(String basis, String wish, String riskLevel) {
      Map<String, String> others =
          Map.of("legalBasis", basis, "requestedResolution", wish, "riskLevel", riskLevel);
      return (riskLevel.equals("LOW")
              ? ask(Topic.GET, "resolution", others)
              : ask("resolution", others))
          .row();
    }

    private Reward reward(boolean withdrawal) {
      String basis = withdrawal ? "STATUTORY_WITHDRAWAL" : "VOLUNTARY";
      Map<String, Object> credit = resolution(basis, "STORE_CREDIT", "LOW");
      return new Reward(
          text(resolution(basis, "REFUND", "LOW"), "resolution").equals("REFUND"),
          text(credit, "resolution").equals("STORE_CREDIT"),
          (int) number(credit, "bonusPercent"),
          text(resolution(basis, "EXCHANGE", "LOW"), "resolution").equals("EXCHANGE"),
          policy.advance(purchase.brand(), "LOW"),
          spending("STATUTORY_WITHDRAWAL"),
          spending("VOLUNTARY"),
          policy.partialDelivery(purchase.brand(), purchase.country()).byShare());
    }

    private SpendingTime spending(String basis) {
      ask(Topic.GET, "credit-terms", Map.of("legalBasis", basis));
      return policy.spendingTime(basis, purchase.country());
    }

    private boolean extrasMayEnd(Reward reward, List<Keeping> keeping) {
      String basis = basis(Map.of());
      boolean bonusEnds =
          number(resolution(basis, "STORE_CREDIT", "HIGH"), "bonusPercent") < reward.bonusPercent();
      boolean advanceEnds = reward.inAdvance() && !policy.advance(purchase.brand(), "HIGH");
      boolean keepingEnds =
          keeping.stream()
              .filter(each -> each.limitMinor() >= 0)
              .anyMatch(each -> !kept(each.category(), each.limitMinor(), "HIGH"));
      return bonusEnds || advanceEnds || keepingEnds;
    }

    // keeping it

    private String category() {
      return purchase.category() == null ? ANY : purchase.category();
    }

    private List<Keeping> keeping() {
      List<String> asked =
          purchase.category() == null ? categories() : List.of(purchase.category());
      List<Long> prices = numbers("keep-item", "returnValueMinor");
      return asked.stream()
          .map(
              category ->
                  new Keeping(
                      category, lastThat(prices, -1, price -> kept(category, price, "LOW"))))
          .toList();
    }

    private boolean kept(String category, long priceMinor, String riskLevel) {
      Map<String, Object> others =
          Map.of(
              "returnCategory", category,
              "returnValueMinor", priceMinor,
              "riskLevel", riskLevel);
      boolean offered = Boolean.TRUE.equals(ask("keep-item", others).row().get("offered"));
      if (offered) {
        ask(Topic.KEEP, "keep-item", others);
      }
      return offered;
    }

    // when money comes, and what may be taken off

    private Payment payment(boolean withdrawal) {
      return new Payment(
          withdrawal
              ? policy.refundTiming(
                  region.name(), "STATUTORY_WITHDRAWAL", false, "NOTHING", "RETURN")
              : null,
          policy.refundTiming(region.name(), "VOLUNTARY", false, "NOTHING", "RETURN"),
          policy.refundTiming(region.name(), "CONFORMITY", false, "NOTHING", "RETURN"));
    }

    private Deductions deductions(boolean withdrawal) {
      int byRight = policy.deductionLimit("STATUTORY_WITHDRAWAL", true, true, true).maxPercent();
      int unseen = policy.deductionLimit("STATUTORY_WITHDRAWAL", true, true, false).maxPercent();
      return new Deductions(
          withdrawal ? byRight : 0,
          byRight > 0 && unseen == 0,
          policy.deductionLimit("VOLUNTARY", true, true, true).maxPercent(),
          policy.deductionLimit("CONFORMITY", true, true, true).maxPercent());
    }

    private List<Late> late() {
      List<Late> steps = new ArrayList<>();
      int day = 1;
      do {
        LateStep step = policy.lateStep(purchase.country(), "STATUTORY_WITHDRAWAL", day);
        if (step.upliftPercent() > 0 || step.legalInterest()) {
          ask(
              Topic.LATE,
              "late-refund-interest",
              Map.of("legalBasis", "STATUTORY_WITHDRAWAL", "daysLate", day));
          steps.add(new Late(day, step));
        }
        day = step.nextStepDay() > day ? step.nextStepDay() : 0;
      } while (day > 0);
      return steps;
    }

    private boolean freeWhenFaulty(boolean withdrawal) {
      List<Map<String, Object>> rows =
          offers(Map.of("sellerAtFault", true, "withdrawing", withdrawal), purchase.weightGrams())
              .rows();
      return !rows.isEmpty() && rows.stream().allMatch(row -> number(row, "feeMinor") == 0);
    }

    // when something is wrong with it

    private Fault fault() {
      List<Long> months = numbers("conformity", "monthsSinceDelivery");
      return new Fault(
          (int) lastThat(months, 0, month -> answers(month).equals("COVERED")),
          (int)
              lastThat(
                  months,
                  0,
                  month ->
                      answers(month).equals("COVERED")
                          && text(conformity(month), "burden").equals("SELLER")),
          (int)
              lastThat(
                  numbers("conformity", "daysSinceDelivery"),
                  0,
                  days ->
                      Boolean.TRUE.equals(
                          ask(
                                  "conformity",
                                  Map.of("daysSinceDelivery", days, "monthsSinceDelivery", 1))
                              .row()
                              .get("refundAtOnce"))),
          remedy(0, "REPAIR").equals("REPAIR") && remedy(0, "REPLACEMENT").equals("REPLACEMENT"),
          Set.of("REFUND", "PRICE").contains(remedy(1, "REFUND")),
          remedy(1, "REDUCTION").equals("PRICE"),
          remedy(1, "REFUND").equals("PRICE")
              && "REDUCTION"
                  .equals(
                      ask(
                              Topic.FAULT,
                              "price-remedy",
                              Map.of("minorDefect", true, "wishedRemedy", "REFUND"))
                          .output()));
    }

    private String answers(long months) {
      return text(conformity(months), "standing");
    }

    private Map<String, Object> conformity(long months) {
      // a month may have thirty-one days, so a time that is told in days is over with the next one
      return ask(
              Topic.FAULT,
              "conformity",
              Map.of(
                  "monthsSinceDelivery",
                  months,
                  "daysSinceDelivery",
                  Math.max(months - 1, 1) * DAYS_OF_A_MONTH + 1))
          .row();
    }

    private String remedy(int earlierRemedies, String wish) {
      return text(
          ask(
                  Topic.FAULT,
                  "conformity-remedy",
                  Map.of(
                      "earlierRemedies",
                      earlierRemedies,
                      "wishedRemedy",
                      wish,
                      "refundAtOnce",
                      false,
                      "replacementInStock",
                      true))
              .row(),
          "conformityRemedy");
    }
  }

  private static String text(Map<String, Object> row, String name) {
    return String.valueOf(row.get(name));
  }

  private static long number(Map<String, Object> row, String name) {
    return ((Number) row.get(name)).longValue();
  }
}
