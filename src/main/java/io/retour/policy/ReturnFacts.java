package io.retour.policy;

import java.util.List;
import java.util.Map;

/**
 * The facts of one return that the tables look at: no personal data, no guesses. The names here are
 * the names of the tables' inputs and of the process variables.
 *
 * @param brand the shop's brand
 * @param country the consumer's country, ISO 3166-1 alpha-2
 * @param legalRegion EU, UK or OTHER
 * @param consumer false for a business purchase
 * @param returnCostInformed whether the trader told that the consumer bears the way back (CRD Art.
 *     6(1)(i)); if not, withdrawing costs nothing
 * @param conformityLaw whose law of conformity applies, as the table {@code conformity} names it
 * @param channel where it was bought
 * @param currency ISO 4217; all amounts are its minor units
 * @param returnValueMinor what was paid for the announced pieces
 * @param returnWeightGrams their weight together
 * @param returnPieces how many pieces are announced
 * @param parcels in how many parcels it is sent
 * @param requestedMethod the way back that the shopper chose
 * @param requestedResolution REFUND, STORE_CREDIT or EXCHANGE, as the shopper chose
 * @param freeMethods ways back that the shop promised without a fee
 * @param feeTables SHA-256 of the tables of ways back whose fees the shop promised
 * @param carriedMethods ways back on which the carrier takes such a parcel, by its weight, country
 *     and battery
 * @param customerOrders the shopper's orders with the brand, this one counted
 * @param customerReturns90Days the shopper's returns of the last 90 days, this one not counted
 * @param customerReturns7Days the same, of the last 7 days
 * @param customerReturns the same, ever
 * @param customerAliases under how many mail addresses the shopper buys: addresses of one postcode
 *     that are the same but for dots and what follows a plus sign
 * @param customerReturnRatePercent pieces the shopper announced for return, of all pieces bought
 *     before this return
 * @param valueConcentrationPercent the value of this return, of all that the shopper bought
 * @param faultReasonsPercent pieces that the shopper announced earlier with a reason that is the
 *     seller's fault, of all pieces announced earlier
 * @param keepItemUses other returns of the last 365 days in which the shopper kept the goods and
 *     was paid back, or may still do so; not those whose goods had to come back after all
 * @param payoutsElsewhere earlier returns whose money could not go back the way it came, in the
 *     last 24 months
 * @param openDisputes earlier returns that are not paid out now because the shopper disputes the
 *     payment with the bank
 * @param lightestParcelPercent what the parcels of the lightest earlier return of the last 24
 *     months weighed at the carrier, of what its goods weigh; 100 when nothing was weighed
 * @param returnsOfOrder other returns of the same order
 * @param lastDayReturn whether the return was announced on the last day of its window
 * @param sameStyleSizes the most sizes of one style in the order (bracketing)
 * @param earlierFraudReports earlier returns of the shopper where something else or nothing came
 *     back, in the last 24 months (GDPR Art. 5(1)(e))
 * @param returnCategory the category of all announced pieces, MIXED if they differ
 * @param neverArrivedClaims claims of the same order that it, or a part of it, never arrived
 */
public record ReturnFacts(
    String brand,
    String country,
    String legalRegion,
    boolean consumer,
    boolean returnCostInformed,
    String conformityLaw,
    String channel,
    String currency,
    long returnValueMinor,
    long returnWeightGrams,
    int returnPieces,
    int parcels,
    String requestedMethod,
    String requestedResolution,
    List<String> freeMethods,
    List<String> feeTables,
    List<String> carriedMethods,
    int customerOrders,
    int customerReturns90Days,
    int customerReturns7Days,
    int customerReturns,
    int customerAliases,
    int customerReturnRatePercent,
    int valueConcentrationPercent,
    int faultReasonsPercent,
    int keepItemUses,
    int payoutsElsewhere,
    int openDisputes,
    int lightestParcelPercent,
    int returnsOfOrder,
    boolean lastDayReturn,
    int sameStyleSizes,
    int earlierFraudReports,
    int neverArrivedClaims,
    String returnCategory,
    List<Line> lines) {

  /**
   * The facts of one order line in the return.
   *
   * @param title what the shop calls the article; for people, no table looks at it
   * @param quantity pieces announced
   * @param returnableQuantity pieces that no other return holds
   * @param reason the canonical return reason; NO_REASON_GIVEN is always allowed (CRD Art. 9(1))
   * @param daysSinceDelivery whole days since delivery in the consumer's zone, -1 before delivery
   * @param monthsSinceDelivery calendar months begun since delivery, zero before delivery
   * @param liabilityExtended whether an earlier repair extended the seller's liability beyond today
   * @param daysPastWindow days since the voluntary window ended, zero or negative within it
   * @param withdrawalPeriodOpen whether the statutory withdrawal period still runs
   * @param exemption an exemption of CRD Art. 16, or NONE
   * @param battery NONE, or LITHIUM when such a battery is in it
   * @param valueMinor what was paid for the announced pieces of this line
   */
  public record Line(
      String lineId,
      String sku,
      String title,
      String category,
      int quantity,
      int returnableQuantity,
      String reason,
      boolean delivered,
      int daysSinceDelivery,
      int monthsSinceDelivery,
      boolean liabilityExtended,
      int daysPastWindow,
      boolean withdrawalPeriodOpen,
      String exemption,
      boolean finalSale,
      String battery,
      long valueMinor) {

    /** The inputs of the tables that look at one line. */
    Map<String, Object> inputs(ReturnFacts facts) {
      return Map.ofEntries(
          Map.entry("reason", reason),
          Map.entry("delivered", delivered),
          Map.entry("daysSinceDelivery", daysSinceDelivery),
          Map.entry("monthsSinceDelivery", monthsSinceDelivery),
          Map.entry("liabilityExtended", liabilityExtended),
          Map.entry("conformityLaw", facts.conformityLaw()),
          Map.entry("daysPastWindow", daysPastWindow),
          Map.entry("withdrawalPeriodOpen", withdrawalPeriodOpen),
          Map.entry("exemption", exemption),
          Map.entry("finalSale", finalSale),
          Map.entry("battery", battery),
          Map.entry("quantityAvailable", quantity <= returnableQuantity),
          Map.entry("consumer", facts.consumer()),
          Map.entry("legalRegion", facts.legalRegion()),
          Map.entry("customerReturns90Days", facts.customerReturns90Days()),
          Map.entry("earlierFraudReports", facts.earlierFraudReports()),
          Map.entry("returnValueMinor", facts.returnValueMinor()),
          Map.entry("returnPieces", facts.returnPieces()));
    }
  }
}
