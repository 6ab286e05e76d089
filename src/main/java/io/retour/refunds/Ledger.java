package io.retour.refunds;

import io.retour.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Double entry, append-only. Each booking takes an amount from one account and gives it to another,
 * so every booking sums to zero, and with it the whole ledger, in each currency. The database
 * itself refuses to change or delete an entry.
 */
public interface Ledger {

  /** The accounts. */
  enum Account {
    /** Goods taken back: less revenue. */
    RETURNED_GOODS,
    /** Owed to shoppers. */
    REFUNDS_PAYABLE,
    /** Paid out by payment providers. */
    PROVIDER_CLEARING,
    /** Paid out by hand. */
    BANK,
    /** Given back by banks after disputes; providers take it off what they pay the shop. */
    CHARGED_BACK,
    /** Owed as store credit. */
    STORE_CREDIT,
    /** Goods sent in exchange: revenue. */
    EXCHANGED_GOODS,
    /** Bonuses on store credit. */
    CREDIT_BONUS,
    /** Store credit that the shop took as payment. */
    CREDIT_SPENT,
    /** Store credit that nobody spent in its time: income. */
    CREDIT_EXPIRED,
    /** What a refund was worth more, or less, in the shop's own currency than the purchase was. */
    EXCHANGE_DIFFERENCE,
    /** Paid at the drop-off scan and not confirmed by the inspection: owed by shoppers. */
    OWED_BY_SHOPPERS,
    /** What shoppers owed and was let be: a loss. */
    WRITTEN_OFF,
    /** What the law gives on top of a late refund: a cost. */
    LATE_INTEREST
  }

  /**
   * @param booking the booking's key; its two entries share it
   */
  record Entry(String booking, Account account, Money amount, Instant bookedAt) {}

  /**
   * Books an amount within the caller's transaction; the same booking again changes nothing, and
   * nothing is not booked.
   *
   * @param booking names the booking for good, e.g. {@code grant:<id>}
   * @return whether it is new
   * @throws IllegalStateException when a booking of that name says something else
   */
  boolean book(String booking, Account from, Account to, Money amount, UUID orderId, UUID returnId);

  /** The entries of a return or claim, in the order of their booking. */
  List<Entry> of(UUID returnId);
}
