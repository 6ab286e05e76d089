package io.retour.exchanges;

import io.retour.shared.Money;
import java.time.Instant;

/** Holds an amount on the card an order was paid with, without taking it. */
public interface CardHolds {

  /**
   * How tenders name who holds and takes the money. Only it knows a hold by its key, so only over
   * it can what was taken go back.
   */
  String provider();

  /**
   * @param requestKey the same key is held once
   * @param paymentReference the provider's name for the original payment
   * @param until when the hold is to end by itself; card schemes keep one for seven days at most
   * @return false when the card says no
   */
  boolean authorise(String requestKey, String paymentReference, Money amount, Instant until);

  /**
   * Takes the money, once.
   *
   * @return false when the hold had ended
   */
  boolean capture(String requestKey);

  /** Lets it go; a hold that is gone changes nothing. */
  void release(String requestKey);
}
