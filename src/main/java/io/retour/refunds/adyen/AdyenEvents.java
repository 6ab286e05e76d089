package io.retour.refunds.adyen;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Where the events of Adyen are kept: its API has nothing that tells what became of a refund, so
 * what its webhooks told is all there is.
 */
public interface AdyenEvents {

  /** Keeps an event; the same one again changes nothing. */
  void keep(AdyenEvent event);

  /**
   * What was told of one refund.
   *
   * @param pspReference Adyen's name of it; empty when it is not known
   * @param key our name of it
   */
  List<AdyenEvent> ofRefund(String pspReference, UUID key);

  /** What was told of one payment, its refunds and its disputes. */
  List<AdyenEvent> ofPayment(String paymentReference);

  /** What was told of refunds that were first told of in that time. */
  List<AdyenEvent> firstToldOf(Instant from, Instant until);
}
