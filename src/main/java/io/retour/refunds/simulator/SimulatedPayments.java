package io.retour.refunds.simulator;

import io.retour.refunds.PaymentProvider;
import io.retour.shared.Money;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.SimulatedFault;
import io.retour.simulators.Simulators.Simulator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A payment provider without money: it keeps its own book, honours request keys, and can refuse,
 * fail, lose its answer or settle later.
 */
@Component
class SimulatedPayments implements PaymentProvider {

  private final Simulators simulators;
  private final JdbcClient book;
  private final Clock clock;

  SimulatedPayments(Simulators simulators, JdbcClient book, Clock clock) {
    this.simulators = simulators;
    this.book = book;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(ChronoUnit.FOREVER.getDuration(), true, true, List.of());
  }

  @Override
  public Answer submit(Request request) {
    Behaviour behaviour = simulators.next(Simulator.PAYMENT);
    switch (behaviour) {
      case FAIL -> throw new SimulatedFault("The payment provider does not answer");
      default -> {
        // answers at once
      }
    }
    State state =
        switch (behaviour) {
          case REFUSE -> State.FAILED;
          case ANSWER_LATER, ANSWER_TWICE, ANSWER_OUT_OF_ORDER -> State.PENDING;
          default -> State.SETTLED;
        };
    book.sql(
            "insert ignore into simulated_refund (request_key, refund_id, payment_reference,"
                + " amount_minor, currency, state, tellings, created_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            request.key().toString(),
            "sre_" + UUID.randomUUID().toString().substring(0, 13),
            request.paymentReference(),
            request.amount().minor(),
            request.amount().currency().getCurrencyCode(),
            state.name(),
            tellings(behaviour),
            LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
    if (behaviour == Behaviour.LOSE_ANSWER) {
      throw new SimulatedFault("The payment provider's answer was lost after it paid");
    }
    return status(request).orElseThrow();
  }

  private static int tellings(Behaviour behaviour) {
    return switch (behaviour) {
      case ANSWER_LATER -> 1;
      case ANSWER_TWICE -> 2;
      case ANSWER_OUT_OF_ORDER -> SimulatedPaymentNews.OUT_OF_ORDER;
      default -> 0;
    };
  }

  @Override
  public Optional<Answer> status(Request request) {
    return book.sql("select refund_id, state from simulated_refund where request_key = ?")
        .param(request.key().toString())
        .query(
            (row, index) -> {
              State state = State.valueOf(row.getString("state"));
              return new Answer(
                  row.getString("refund_id"),
                  state,
                  state == State.FAILED ? "refused by the payment method" : "");
            })
        .optional();
  }

  @Override
  public Dispute dispute(String paymentReference) {
    return switch (simulators.now(Simulator.PAYMENT)) {
      case DISPUTED -> Dispute.OPEN;
      case DISPUTE_LOST -> Dispute.UNCLEAR;
      default -> Dispute.NONE;
    };
  }

  @Override
  public List<Booked> booked(Instant from, Instant until) {
    return book.sql(
            "select request_key, refund_id, amount_minor, currency, state, created_at"
                + " from simulated_refund where created_at >= ? and created_at < ?"
                + " order by created_at, refund_id")
        .params(
            LocalDateTime.ofInstant(from, ZoneOffset.UTC),
            LocalDateTime.ofInstant(until, ZoneOffset.UTC))
        .query(
            (row, index) ->
                new Booked(
                    UUID.fromString(row.getString("request_key")),
                    row.getString("refund_id"),
                    Money.of(row.getLong("amount_minor"), row.getString("currency")),
                    State.valueOf(row.getString("state")),
                    row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
        .list();
  }
}
