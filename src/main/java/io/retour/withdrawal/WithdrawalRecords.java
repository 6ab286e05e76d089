package io.retour.withdrawal;

import io.retour.shared.Brands;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where statements of withdrawal and what became of them are kept, append-only. */
public interface WithdrawalRecords {

  /**
   * What happened to a statement.
   *
   * @param actor who did it: {@code consumer}, {@code journey}, or the person's user name
   * @param kind a stable word
   * @param detail what a person should know besides, no personal data
   */
  record Event(Instant at, String actor, String kind, String detail) {}

  /**
   * What an item of a statement was found to be.
   *
   * @param quantity pieces that the statement is about
   * @param withdrawalClass as the table {@code withdrawal-class} says it
   * @param provision the article or the policy that says so
   */
  record Outcome(UUID orderLineId, int quantity, String withdrawalClass, String provision) {

    /** The same for some of its pieces. */
    Outcome of(int pieces, String classOfThese) {
      return new Outcome(orderLineId, pieces, classOfThese, provision);
    }
  }

  /**
   * @return false when there is a statement with this id already
   */
  boolean add(Statement statement);

  Optional<Statement> find(UUID statementId);

  /** Of these brands only, the newest first. */
  List<Statement> newest(Brands of, int limit);

  /** Statements about an order, the oldest first. */
  List<Statement> ofOrder(UUID orderId);

  /** How many statements wait for their answer. */
  long unanswered();

  /** Connects a statement with its contract and the part that it withdraws, once. */
  void addContract(UUID statementId, UUID orderId, List<Statement.Item> items);

  Optional<UUID> orderOf(UUID statementId);

  List<Statement.Item> itemsOf(UUID statementId);

  /** Keeps what was decided of an item, once. */
  void addOutcome(UUID statementId, Outcome outcome);

  List<Outcome> outcomes(UUID statementId);

  /**
   * @param occasion tells events of one kind apart; the same kind and occasion is kept once
   */
  void note(UUID statementId, String actor, String kind, String occasion, String detail);

  List<Event> events(UUID statementId);
}
