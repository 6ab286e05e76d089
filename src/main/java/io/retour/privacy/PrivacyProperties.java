package io.retour.privacy;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long personal data are kept. A time counts from the end of the return or claim, unless it
 * says otherwise; while something of an order is open, nothing of it goes.
 *
 * @param contracts mail address and postcode of an order and serial numbers, from its delivery: as
 *     long as a shopper has rights of conformity, and may have to be found
 * @param contractsByCountry the same where the law gives longer, by ISO 3166-1 alpha-2
 * @param cases what was written, found and decided in a case: until claims from it lapse, at the
 *     end of the third year after it in most markets
 * @param photos photos, and the mail address of who returned a gift
 * @param labels labels with where a parcel comes from or goes to, and links to a payment
 * @param accounts accounts for payouts that nobody had to be paid to; others go with the payment
 * @param statements what a consumer wrote in a statement of withdrawal, from its receipt: proof of
 *     it and of its acknowledgement
 * @param parcels what was seen on a parcel that nobody announced, from its clarification
 * @param staff who of staff did what; as long as books are kept, ten years in most markets
 * @param audit who saw or did what with a shopper's data; 90 days at least
 * @param again after how long a run starts over from the oldest, for what was held up or came later
 * @param interval how long after one run the next one follows
 */
@ConfigurationProperties("retour.privacy")
public record PrivacyProperties(
    @DefaultValue("P730D") Duration contracts,
    @DefaultValue Map<String, Duration> contractsByCountry,
    @DefaultValue("P1461D") Duration cases,
    @DefaultValue("P180D") Duration photos,
    @DefaultValue("P90D") Duration labels,
    @DefaultValue("P90D") Duration accounts,
    @DefaultValue("P1461D") Duration statements,
    @DefaultValue("P365D") Duration parcels,
    @DefaultValue("P3653D") Duration staff,
    @DefaultValue("P1096D") Duration audit,
    @DefaultValue("P30D") Duration again,
    @DefaultValue("PT1H") Duration interval) {

  /** The database lets nobody delete what is younger. */
  private static final Duration SHORTEST_AUDIT = Duration.ofDays(90);

  public PrivacyProperties {
    contractsByCountry = Map.copyOf(contractsByCountry);
    if (audit.compareTo(SHORTEST_AUDIT) < 0) {
      throw new IllegalArgumentException("retour.privacy.audit is 90 days at least (P90D)");
    }
  }

  /** The times that a retention run goes by, under the names that the inventory uses. */
  Map<String, Duration> byName() {
    return Map.of(
        "contracts", contracts,
        "cases", cases,
        "photos", photos,
        "labels", labels,
        "accounts", accounts,
        "statements", statements,
        "parcels", parcels,
        "staff", staff);
  }

  /** The longest that the contract of an order is kept. */
  Duration contractsIn(String country) {
    return contractsByCountry.getOrDefault(country, contracts);
  }
}
