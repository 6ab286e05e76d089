package io.retour.refunds.adyen;

import io.retour.refunds.PaymentProvider.State;
import io.retour.shared.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Adyen told by webhook of a refund or a dispute. Nothing about cards or shoppers is kept.
 *
 * @param pspReference Adyen's name of the refund or dispute
 * @param originalReference Adyen's name of the payment; empty when Adyen gave none
 * @param merchantReference what was given as reference: our key, when the refund is ours
 * @param code what happened, in Adyen's word
 * @param success whether what the word says was done
 * @param reason why not; Adyen's words
 * @param occurredAt when it happened, by Adyen's clock, exact to a second
 */
public record AdyenEvent(
    String pspReference,
    String originalReference,
    String merchantReference,
    String code,
    boolean success,
    String reason,
    Money amount,
    Instant occurredAt) {

  /** Events of refunds. */
  static final Set<String> REFUNDS =
      Set.of(
          "REFUND",
          "REFUND_FAILED",
          "REFUNDED_REVERSED",
          "REFUND_WITH_DATA",
          "CANCEL_OR_REFUND",
          "POSTPONED_REFUND",
          "VOID_PENDING_REFUND");

  /** Events that open a dispute, or lose it: the bank has given the money back, or may. */
  private static final Set<String> OPENING =
      Set.of(
          "NOTIFICATION_OF_CHARGEBACK",
          "CHARGEBACK",
          "SECOND_CHARGEBACK",
          "PREARBITRATION_OPEN",
          "PREARBITRATION_LOST",
          "DISPUTE_DEFENSE_PERIOD_ENDED");

  /** Events that end a dispute in our favour. */
  private static final Set<String> CLOSING =
      Set.of("CHARGEBACK_REVERSED", "PREARBITRATION_WON", "ISSUER_RESPONSE_TIMEFRAME_EXPIRED");

  /** Whether such an event is worth keeping; a shop's payments themselves are not. */
  static boolean concernsUs(String code) {
    return REFUNDS.contains(code) || OPENING.contains(code) || CLOSING.contains(code);
  }

  boolean isOfARefund() {
    return REFUNDS.contains(code);
  }

  private boolean isOfADispute() {
    return OPENING.contains(code) || CLOSING.contains(code);
  }

  /** How far the refund is after this; a word that we do not know: still on its way. */
  State state() {
    return switch (code) {
      case "REFUND", "REFUND_WITH_DATA", "CANCEL_OR_REFUND" ->
          success ? State.SETTLED : State.FAILED;
      // the scheme refused it, the money came back, or it was called off
      case "REFUND_FAILED", "REFUNDED_REVERSED", "VOID_PENDING_REFUND" ->
          success ? State.FAILED : State.PENDING;
      default -> State.PENDING; // POSTPONED_REFUND
    };
  }

  /**
   * The last word about a refund. Events come in any order; of the same second the worse one is the
   * later one, since a refund fails after it was paid and not the other way round. An event that
   * says that something was not done changes nothing, but for the refund itself.
   */
  static Optional<AdyenEvent> last(List<AdyenEvent> ofOneRefund) {
    List<AdyenEvent> outcomes =
        ofOneRefund.stream().filter(event -> event.state() != State.PENDING).toList();
    return (outcomes.isEmpty() ? ofOneRefund : outcomes)
        .stream()
            .max(
                Comparator.comparing(AdyenEvent::occurredAt)
                    .thenComparing(event -> event.state() == State.FAILED));
  }

  /** Whether a payment of these events is disputed now, or the dispute was lost. */
  static boolean isDisputed(List<AdyenEvent> ofOnePayment) {
    return ofOnePayment.stream()
        .filter(AdyenEvent::isOfADispute)
        .max(
            Comparator.comparing(AdyenEvent::occurredAt)
                .thenComparing(event -> OPENING.contains(event.code())))
        .filter(event -> OPENING.contains(event.code()))
        .isPresent();
  }
}
