package io.retour.terms;

import io.retour.policy.LateStep;
import io.retour.policy.MethodOffer;
import io.retour.policy.RefundTiming;
import io.retour.policy.SpendingTime;
import io.retour.stores.Store;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a brand promises on returns, as its tables answer today.
 *
 * @param exempt what has no right of withdrawal, or only with its seal
 * @param ways back, the one to show first at the front
 * @param heavyWays ways back of what no parcel service takes; empty when they are the same
 * @param freeWhenFaulty whether every way back is free when something is wrong with the goods
 * @param keeping what may be kept and is paid for all the same
 * @param extrasMayEnd whether bonus, exchange in advance or keeping end at a high risk
 * @param late what a late refund costs the shop on top, step by step
 * @param stores that take returns there
 * @param why what stands beside the rows that decided, in the words of who wrote them
 */
public record Terms(
    Purchase purchase,
    Window window,
    Exemptions exempt,
    List<MethodOffer> ways,
    List<MethodOffer> heavyWays,
    boolean freeWhenFaulty,
    Reward reward,
    Payment payment,
    Deductions deductions,
    Fault fault,
    List<Keeping> keeping,
    @Nullable Boolean keepsThis,
    boolean extrasMayEnd,
    List<Late> late,
    List<Store> stores,
    Map<Topic, List<String>> why) {

  private static final String BY_ARRANGEMENT = "BY_ARRANGEMENT";

  /** The ways that need nobody to arrange them first; what those cost is told beforehand. */
  public List<MethodOffer> readyWays() {
    return ways.stream().filter(way -> !way.method().equals(BY_ARRANGEMENT)).toList();
  }

  /** What a part of the terms is about. */
  public enum Topic {
    WINDOW,
    EXEMPT,
    WAYS,
    GET,
    KEEP,
    WHEN,
    DEDUCTIONS,
    FAULT,
    LATE
  }

  /**
   * How long something may come back.
   *
   * @param days from delivery, by right or policy
   * @param withdrawalDays of these the right of withdrawal, 0 where there is none
   * @param graceDays after them, while a person still looks
   * @param creditAfter whether what comes back after the days is made good with store credit
   */
  public record Window(int days, int withdrawalDays, int graceDays, boolean creditAfter) {}

  /**
   * What the shop need not take back.
   *
   * @param toBeTold whether an exemption counts only when it was told beforehand
   * @param finalSaleByRightOnly whether what is sold as final comes back under a right only
   * @param faultyComesBack whether all of it comes back when something is wrong with it
   */
  public record Exemptions(
      List<Exempt> kinds, boolean toBeTold, boolean finalSaleByRightOnly, boolean faultyComesBack) {

    /**
     * One kind of goods.
     *
     * @param exemption a ground of CRD Art. 16
     * @param outcome ELIGIBLE, REVIEW or NOT_ELIGIBLE, of a return without a reason
     */
    public record Exempt(String exemption, String outcome) {}
  }

  /**
   * What the shopper gets.
   *
   * @param bonusPercent on top of a store credit
   * @param inAdvance whether an exchange can go out before the old goods are back
   * @param byRight how long a credit for goods that came back under a right can be spent
   * @param byPolicy the same, of other goods
   * @param deliveryByShare whether a part of an order brings its share of the delivery back
   */
  public record Reward(
      boolean money,
      boolean credit,
      int bonusPercent,
      boolean exchange,
      boolean inAdvance,
      SpendingTime byRight,
      SpendingTime byPolicy,
      boolean deliveryByShare) {}

  /**
   * When money comes, while nothing was seen of the goods yet.
   *
   * @param withdrawal under the right of withdrawal; absent where there is none
   * @param voluntary under the shop's own policy
   * @param fault when the price of faulty goods comes back
   */
  public record Payment(
      @Nullable RefundTiming withdrawal, RefundTiming voluntary, RefundTiming fault) {}

  /**
   * What may be taken off the price of one piece at most, in percent.
   *
   * @param withPhotoOnly whether nothing is taken off a withdrawal that no photo shows
   */
  public record Deductions(
      int withdrawalPercent, boolean withPhotoOnly, int voluntaryPercent, int faultPercent) {}

  /**
   * How the shop answers for what is wrong with its goods.
   *
   * @param months in which it does so without a person looking; 0 when one looks from the start
   * @param presumedMonths of these without the buyer having to prove anything
   * @param atOnceDays in which the goods can be given back for their price at once
   * @param chooses whether the buyer chooses between repair and replacement
   * @param priceAfterFailure whether the price comes back when that has failed
   * @param orLess whether the buyer may keep the goods for a lower price then instead
   * @param lessIfMinor whether a fault that is only minor brings that lower price and no more
   */
  public record Fault(
      int months,
      int presumedMonths,
      int atOnceDays,
      boolean chooses,
      boolean priceAfterFailure,
      boolean orLess,
      boolean lessIfMinor) {}

  /**
   * What may be kept.
   *
   * @param limitMinor up to which price; -1 when it is not offered at any
   */
  public record Keeping(String category, long limitMinor) {}

  /**
   * A step of what is owed for delay.
   *
   * @param fromDay the first day of delay of the step
   */
  public record Late(int fromDay, LateStep step) {}
}
