package io.retour.refunds.adyen;

import io.retour.refunds.PaymentProvider.Dispute;
import io.retour.refunds.PaymentProvider.State;
import io.retour.shared.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /** Events after which the bank may give the money back, or has and may have to return it. */
  private static final Set<String> OPENING =
      Set.of("NOTIFICATION_OF_CHARGEBACK", "CHARGEBACK", "PREARBITRATION_OPEN");

  /**
   * Events that lose a dispute: the bank refused the defence, or nobody defended it in time.
   * Source: docs.adyen.com/api-explorer/Webhooks.
   */
  private static final Set<String> LOSING =
      Set.of("SECOND_CHARGEBACK", "PREARBITRATION_LOST", "DISPUTE_DEFENSE_PERIOD_ENDED");

  /** Events that end a dispute in our favour. */
  private static final Set<String> CLOSING =
      Set.of("CHARGEBACK_REVERSED", "PREARBITRATION_WON", "ISSUER_RESPONSE_TIMEFRAME_EXPIRED");

  /** Whether such an event is worth keeping; a shop's payments themselves are not. */
  static boolean concernsUs(String code) {
    return REFUNDS.contains(code) || isOfADispute(code);
  }

  boolean isOfARefund() {
    return REFUNDS.contains(code);
  }

  private static boolean isOfADispute(String code) {
    return OPENING.contains(code) || LOSING.contains(code) || CLOSING.contains(code);
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

  /**
   * How the disputes of a payment stand. Each has a name of its own and goes by its last event; of
   * the same second the worse one is the later one.
   */
  static Dispute dispute(List<AdyenEvent> ofOnePayment) {
    List<AdyenEvent> last =
        ofOnePayment.stream()
            .filter(event -> isOfADispute(event.code()))
            .collect(
                Collectors.groupingBy(
                    AdyenEvent::pspReference,
                    Collectors.maxBy(
                        Comparator.comparing(AdyenEvent::occurredAt)
                            .thenComparing(event -> !CLOSING.contains(event.code()))
                            .thenComparing(event -> LOSING.contains(event.code())))))
            .values()
            .stream()
            .flatMap(Optional::stream)
            .toList();
    if (last.stream().anyMatch(event -> OPENING.contains(event.code()))) {
      return Dispute.OPEN;
    }
    List<Money> lost =
        last.stream()
            .filter(event -> LOSING.contains(event.code()))
            .map(AdyenEvent::amount)
            .toList();
    if (lost.isEmpty()) {
      return Dispute.NONE;
    }
    // banks may count in another currency than the shopper paid in
    boolean plain =
        lost.stream().allMatch(Money::isPositive)
            && lost.stream().map(Money::currency).distinct().count() == 1;
    return plain ? Dispute.lost(lost.stream().reduce(Money::plus).orElseThrow()) : Dispute.UNCLEAR;
  }
}
