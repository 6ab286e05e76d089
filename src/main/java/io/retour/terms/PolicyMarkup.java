package io.retour.terms;

import io.retour.policy.MethodOffer;
import io.retour.shared.Money;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The terms as search engines read them: schema.org's MerchantReturnPolicy, one for all countries
 * that share it.
 *
 * @see <a href="https://schema.org/MerchantReturnPolicy">schema.org</a>
 * @see <a
 *     href="https://developers.google.com/search/docs/appearance/structured-data/return-policy">what
 *     Google reads of it</a>
 */
public final class PolicyMarkup {

  private static final String SCHEMA = "https://schema.org/";
  private static final String STORE = "STORE";

  private PolicyMarkup() {}

  /**
   * @param name of the brand
   * @param portal where its shoppers return things
   * @param page where people read the terms
   * @param countries the terms of each country
   * @return JSON-LD, to be written as it is
   */
  public static Map<String, Object> of(
      String name, String portal, String page, List<Terms> countries) {
    Map<Map<String, Object>, List<String>> shared = new LinkedHashMap<>();
    for (Terms terms : countries) {
      shared
          .computeIfAbsent(policy(terms), none -> new ArrayList<>())
          .add(terms.purchase().country());
    }
    List<Map<String, Object>> policies = new ArrayList<>();
    shared.forEach(
        (policy, places) -> {
          Map<String, Object> all = new LinkedHashMap<>();
          all.put("@type", "MerchantReturnPolicy");
          all.put("applicableCountry", places);
          all.put(
              "merchantReturnLink",
              places.size() == 1 ? page + "?country=" + places.getFirst() : page);
          all.putAll(policy);
          policies.add(all);
        });
    Map<String, Object> store = new LinkedHashMap<>();
    store.put("@context", "https://schema.org");
    store.put("@type", "OnlineStore");
    store.put("@id", portal + "#store");
    store.put("name", name);
    store.put("hasMerchantReturnPolicy", policies);
    return store;
  }

  private static Map<String, Object> policy(Terms terms) {
    Map<String, Object> policy = new LinkedHashMap<>();
    int days = terms.window().days();
    policy.put(
        "returnPolicyCategory",
        SCHEMA + (days > 0 ? "MerchantReturnFiniteReturnWindow" : "MerchantReturnNotPermitted"));
    if (days == 0) {
      return policy;
    }
    policy.put("merchantReturnDays", days);
    boolean inStore = terms.ways().stream().anyMatch(way -> way.method().equals(STORE));
    List<String> methods = new ArrayList<>();
    OptionalLong sent =
        terms.readyWays().stream()
            .filter(way -> !way.method().equals(STORE))
            .mapToLong(MethodOffer::feeMinor)
            .min();
    if (sent.isPresent()) {
      methods.add(SCHEMA + "ReturnByMail");
    }
    if (inStore) {
      methods.add(SCHEMA + "ReturnInStore");
    }
    policy.put("returnMethod", methods);
    policy.put("inStoreReturnsOffered", inStore);
    fees(policy, "returnFees", "returnShippingFeesAmount", sent.orElse(0), terms);
    fees(
        policy,
        "customerRemorseReturnFees",
        "customerRemorseReturnShippingFeesAmount",
        sent.orElse(0),
        terms);
    if (terms.freeWhenFaulty()) {
      policy.put("itemDefectReturnFees", SCHEMA + "FreeReturn");
    }
    if (terms.ways().stream().anyMatch(way -> way.method().equals("PARCEL_DROP_OFF"))) {
      policy.put("returnLabelSource", SCHEMA + "ReturnLabelDownloadAndPrint");
    }
    List<String> refunds = new ArrayList<>();
    if (terms.reward().money()) {
      refunds.add(SCHEMA + "FullRefund");
    }
    if (terms.reward().exchange()) {
      refunds.add(SCHEMA + "ExchangeRefund");
    }
    if (terms.reward().credit()) {
      refunds.add(SCHEMA + "StoreCreditRefund");
    }
    policy.put("refundType", refunds);
    return policy;
  }

  /** What the cheapest way by post costs; in a store it may be less, which no property says. */
  private static void fees(
      Map<String, Object> policy, String kind, String amount, long feeMinor, Terms terms) {
    policy.put(kind, SCHEMA + (feeMinor == 0 ? "FreeReturn" : "ReturnShippingFees"));
    if (feeMinor > 0) {
      Map<String, Object> money = new LinkedHashMap<>();
      money.put("@type", "MonetaryAmount");
      money.put("value", new Money(feeMinor, terms.purchase().currency()).toMajor());
      money.put("currency", terms.purchase().currency().getCurrencyCode());
      policy.put(amount, money);
    }
  }
}
