package io.retour.exchanges;

import io.retour.shared.Money;
import java.time.Instant;

/** Asks a shopper for money by a link; nobody is ever charged through it unasked. */
public interface PaymentLinks {

  /**
   * How tenders name who takes the money. Only it knows a link by its key, so only over it can what
   * was paid go back.
   */
  String provider();

  /**
   * @param requestKey the same key gives the same link
   * @return where the shopper pays
   */
  String create(String requestKey, Money amount, Instant until);

  /** Makes a link that is not paid unusable. */
  void close(String requestKey);
}
