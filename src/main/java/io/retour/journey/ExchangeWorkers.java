package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.exception.CamundaError;
import io.retour.exchanges.Exchange.Mode;
import io.retour.exchanges.Exchanges;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The tasks of {@code prepare-exchange.bpmn} and {@code exchange.bpmn}. */
@Component
public class ExchangeWorkers {

  private static final Logger log = LoggerFactory.getLogger(ExchangeWorkers.class);

  private final Exchanges exchanges;
  private final Returns returns;

  ExchangeWorkers(Exchanges exchanges, Returns returns) {
    this.exchanges = exchanges;
    this.returns = returns;
  }

  @JobWorker(type = "reserve-wanted-items")
  public Map<String, Object> reserveWantedItems(@Variable UUID returnId) {
    return Map.of("inStock", exchanges.reserve(returnId));
  }

  /** When the other goods are sent: before the old ones are back, or after. */
  public record ExchangeMode(Mode exchangeMode) {}

  @JobWorker(type = "grant-exchange-mode")
  public Map<String, Object> grantExchangeMode(
      @Variable UUID returnId,
      @Variable Mode wantedMode,
      @Variable ExchangeMode exchangeModeDecision) {
    Mode granted = exchangeModeDecision.exchangeMode();
    boolean inAdvance = exchanges.grantMode(returnId, granted);
    boolean refused =
        wantedMode == Mode.ADVANCE
            && granted == Mode.ON_RECEIPT
            && exchanges.ofReturn(returnId).orElseThrow().state().open();
    return Map.of("inAdvance", inAdvance, "advanceRefused", refused);
  }

  @JobWorker(type = "authorise-hold")
  public void authoriseHold(@Variable UUID returnId) {
    if (!exchanges.authoriseHold(returnId)) {
      throw CamundaError.bpmnError("HOLD_REFUSED", "The card does not hold the amount.");
    }
  }

  @JobWorker(type = "ship-in-advance")
  public void shipInAdvance(@Variable UUID returnId) {
    exchanges.shipAhead(returnId);
  }

  @JobWorker(type = "release-hold")
  public void releaseHold(@Variable UUID returnId) {
    exchanges.releaseHold(returnId);
  }

  @JobWorker(type = "capture-hold")
  public void captureHold(@Variable UUID returnId) {
    exchanges.captureHold(returnId);
  }

  @JobWorker(type = "work-out-exchange")
  public Map<String, Object> workOutExchange(@Variable UUID returnId) {
    Exchanges.Standing standing = exchanges.workOut(returnId);
    return Map.of("exchangeStep", standing.step().name(), "owedMinor", standing.owed().minor());
  }

  @JobWorker(type = "offer-exchange-choice")
  public void offerExchangeChoice(@Variable UUID returnId) {
    exchanges.openChoice(returnId);
  }

  @JobWorker(type = "create-payment-link")
  public void createPaymentLink(
      @Variable UUID returnId, @Variable long owedMinor, @Variable String currency) {
    exchanges.createPaymentLink(returnId, Money.of(owedMinor, currency));
  }

  @JobWorker(type = "ship-replacement")
  public void shipReplacement(@Variable UUID returnId) {
    exchanges.ship(returnId);
  }

  @JobWorker(type = "complete-advance-exchange")
  public Map<String, Object> completeAdvanceExchange(@Variable UUID returnId) {
    return Map.of("unpaidMinor", exchanges.complete(returnId).minor());
  }

  @JobWorker(type = "note-unpaid-amount")
  public void noteUnpaidAmount(
      @Variable UUID returnId, @Variable long unpaidMinor, @Variable String currency) {
    Money unpaid = Money.of(unpaidMinor, currency);
    // the amount of a return's exchange is known once, so a job handed out again notes nothing
    if (returns.notedOnce(returnId, "journey", "exchange-unpaid", unpaid.toString())) {
      log.warn(
          "Nobody collected {} of the exchange of return {} in time",
          unpaid,
          returns.get(returnId).rmaNumber());
    }
  }

  @JobWorker(type = "fall-back-to-refund")
  public void fallBackToRefund(@Variable UUID returnId) {
    exchanges.fallBack(returnId);
  }
}
