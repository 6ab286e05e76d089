package io.retour.withdrawal;

import io.retour.notifications.Notifications;
import io.retour.notifications.Notifications.Mail;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.policy.MethodOffer;
import io.retour.policy.ReturnFacts;
import io.retour.returns.PieceHolder;
import io.retour.returns.PiecesWithdrawn;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.returns.Withdrawal;
import io.retour.security.RateLimiter;
import io.retour.shared.Brands;
import io.retour.shared.Market;
import io.retour.shared.Problem;
import io.retour.withdrawal.Finding.ItemFacts;
import io.retour.withdrawal.WithdrawalRecords.Event;
import io.retour.withdrawal.WithdrawalRecords.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What can be done with statements of withdrawal. Each method is one transaction and may be called
 * again with the same input without a second effect.
 */
@Service
@Transactional
public class Withdrawals {

  /** The way back when none is on offer: an agent arranges one. */
  static final String BY_ARRANGEMENT = "BY_ARRANGEMENT";

  /** The way back that works from every address; the consumer can still choose another. */
  private static final String USUAL_METHOD = "PARCEL_DROP_OFF";

  /** Who recorded a statement that was made on the portal. */
  public static final String BY_CONSUMER = "consumer";

  /** The classes of items for which a statement gets a return. */
  private static final Set<String> CARRIED_OUT = Set.of("IN_TIME", "BEFORE_DELIVERY");

  private static final String MAILS_WITHHELD = "mails-withheld";

  private static final Logger log = LoggerFactory.getLogger(Withdrawals.class);
  private static final int SHORTEST_ORDER_NUMBER = 3;
  private static final int MOST_WORDS = 40;

  private final WithdrawalRecords records;
  private final WithdrawalMails mails;
  private final Notifications notifications;
  private final Orders orders;
  private final Returns returns;
  private final List<PieceHolder> otherHolders;
  private final RateLimiter limiter;
  private final ApplicationEventPublisher events;

  Withdrawals(
      WithdrawalRecords records,
      WithdrawalMails mails,
      Notifications notifications,
      Orders orders,
      Returns returns,
      List<PieceHolder> otherHolders,
      RateLimiter limiter,
      ApplicationEventPublisher events) {
    this.records = records;
    this.mails = mails;
    this.notifications = notifications;
    this.orders = orders;
    this.returns = returns;
    this.otherHolders = otherHolders;
    this.limiter = limiter;
    this.events = events;
  }

  /**
   * Records a statement, queues its acknowledgement and starts its journey, in one transaction and
   * before anything is decided (CRD Art. 11(3), 11a(4)).
   *
   * @return the statement as it is recorded; the same id with the same words gives the statement
   *     that is there, with other words it is a statement of its own under a new id, because none
   *     is ever refused
   */
  public Statement state(Statement said) {
    Statement stated = inConsumersZone(said);
    if (records.add(stated)) {
      acknowledge(stated);
      return stated;
    }
    Statement there = get(stated.id());
    if (there.saysTheSameAs(stated)) {
      return there;
    }
    Statement another = stated.as(stated.idOfItsWords(), stated.zone());
    if (records.add(another)) {
      acknowledge(another);
    }
    return get(another.id());
  }

  private void acknowledge(Statement statement) {
    records.note(
        statement.id(), statement.recordedBy(), "stated", "", statement.receivedThrough().name());
    if (byAStranger(statement) && !limiter.mayMail(statement.contact())) {
      records.note(statement.id(), "limit", MAILS_WITHHELD, "", "");
    } else {
      notifications.queue(mails.acknowledgement(statement));
    }
    events.publishEvent(new WithdrawalStated(statement.id(), statement.brand()));
  }

  /** Everybody can use the portal's function, and give anybody's address as the contact. */
  private static boolean byAStranger(Statement statement) {
    return statement.recordedBy().equals(BY_CONSUMER);
  }

  /**
   * Whether the acknowledgement went out by mail. It did not when far more statements than a person
   * makes named the same contact within a day: somebody has a stranger mailed. The statement counts
   * like any other; who made it sees it acknowledged on the page and keeps it as a file, which is a
   * durable medium too (CRD Art. 2(10), 11a(4)).
   */
  @Transactional(readOnly = true)
  public boolean acknowledgedByMail(UUID statementId) {
    return records.events(statementId).stream()
        .noneMatch(event -> event.kind().equals(MAILS_WITHHELD));
  }

  /** What is about such a statement goes to the order's own address only. */
  private void mail(Statement statement, Mail mail) {
    boolean toWhoBought =
        order(statement.id()).filter(o -> mails.isOrdersAddress(statement, o)).isPresent();
    if (toWhoBought || acknowledgedByMail(statement.id())) {
      notifications.queue(mail);
    }
  }

  /** The zone in which a consumer reads date and time as long as no order says another. */
  public ZoneId usualZone() {
    return Market.zone("");
  }

  /** The zone of the order, where there is one; a lookup, not a decision. */
  private Statement inConsumersZone(Statement stated) {
    return orders
        .byNumber(stated.brand(), stated.contract())
        .map(order -> stated.as(stated.id(), Market.zone(order.country())))
        .orElse(stated);
  }

  /** The acknowledgement of a statement, as it was mailed. */
  @Transactional(readOnly = true)
  public String acknowledgement(UUID statementId) {
    return mails.acknowledgement(get(statementId)).body();
  }

  @Transactional(readOnly = true)
  public Statement get(UUID statementId) {
    return records.find(statementId).orElseThrow(Withdrawals::unknown);
  }

  @Transactional(readOnly = true)
  public Optional<Statement> find(UUID statementId) {
    return records.find(statementId);
  }

  /** What is answered when there is no such statement. */
  public static Problem unknown() {
    return Problem.notFound("withdrawal-unknown", "There is no such withdrawal.");
  }

  @Transactional(readOnly = true)
  public List<Statement> newest(Brands of, int limit) {
    return records.newest(of, limit);
  }

  @Transactional(readOnly = true)
  public List<Statement> ofOrder(UUID orderId) {
    return records.ofOrder(orderId);
  }

  @Transactional(readOnly = true)
  public List<Event> events(UUID statementId) {
    return records.events(statementId);
  }

  @Transactional(readOnly = true)
  public List<Outcome> outcomes(UUID statementId) {
    return records.outcomes(statementId);
  }

  @Transactional(readOnly = true)
  public Optional<Order> order(UUID statementId) {
    return records.orderOf(statementId).flatMap(orders::byId);
  }

  /** The return that carries the statement out, if there is one. */
  @Transactional(readOnly = true)
  public Optional<ReturnCase> returnOf(UUID statementId) {
    return returnsOf(statementId).stream()
        .filter(each -> each.id().equals(returnId(statementId)))
        .findFirst();
  }

  /** All returns that carry the statement out: what was not delivered yet has one of its own. */
  @Transactional(readOnly = true)
  public List<ReturnCase> returnsOf(UUID statementId) {
    return order(statementId).stream()
        .flatMap(order -> returns.ofOrder(order.id()).stream())
        .filter(
            each ->
                each.withdrawal() != null && each.withdrawal().statementId().equals(statementId))
        .toList();
  }

  /**
   * Finds the contract and the part of it that a statement is about. The order number alone
   * identifies the contract; that the contact is not the order's address is noted as evidence and
   * stops nothing, because the law asks for no more than name, contract and contact.
   *
   * @param orderNumber what an agent found out, absent before an agent looked
   * @param items the part of it by the agent, empty for all of it, absent before an agent looked
   */
  public Finding find(UUID statementId, @Nullable String orderNumber, @Nullable String items) {
    Statement statement = get(statementId);
    List<Order> fitting =
        orderNumber == null
            ? fitting(statement)
            : orders.byNumber(statement.brand(), orderNumber).stream().toList();
    if (fitting.size() != 1) {
      Finding.State state =
          fitting.isEmpty() ? Finding.State.CONTRACT_UNKNOWN : Finding.State.CONTRACT_AMBIGUOUS;
      records.note(statementId, "journey", "contract-unclear", "", state.name());
      return Finding.unclear(state);
    }
    Order order = fitting.getFirst();
    Optional<List<Statement.Item>> part =
        items == null ? part(statement, order) : named(items, order);
    if (part.isEmpty()) {
      records.note(statementId, "journey", "items-unclear", "", "");
      return Finding.unclear(Finding.State.ITEMS_UNCLEAR);
    }
    records.addContract(statementId, order.id(), part.get());
    returns.stated(
        statementId,
        draft(order, part.get(), BY_ARRANGEMENT),
        statement.statedAt(),
        statement.receivedAt());
    records.note(
        statementId,
        orderNumber == null ? "journey" : "agent",
        "contract-found",
        "",
        order.orderNumber());
    if (!mails.isOrdersAddress(statement, order)) {
      records.note(statementId, "journey", "contact-differs", "", "");
    }
    Set<UUID> inTime =
        facts(statement).stream()
            .filter(ItemFacts::withdrawalPeriodOpen)
            .map(item -> UUID.fromString(item.lineId()))
            .collect(Collectors.toSet());
    if (!inTime.isEmpty()) {
      events.publishEvent(new PiecesWithdrawn(order.id(), inTime));
    }
    return new Finding(Finding.State.FOUND, facts(statement));
  }

  /** The order with that number; else the orders whose number is a word of what was written. */
  private List<Order> fitting(Statement statement) {
    Optional<Order> exact = orders.byNumber(statement.brand(), statement.contract());
    if (exact.isPresent()) {
      return List.of(exact.get());
    }
    Map<UUID, Order> found = new LinkedHashMap<>();
    Arrays.stream(statement.contract().split("[^\\p{Alnum}_/-]+"))
        .filter(word -> word.length() >= SHORTEST_ORDER_NUMBER)
        .filter(word -> word.chars().anyMatch(Character::isDigit))
        .distinct()
        .limit(MOST_WORDS)
        .flatMap(word -> orders.byNumber(statement.brand(), word).stream())
        .forEach(order -> found.put(order.id(), order));
    return List.copyOf(found.values());
  }

  private static Optional<List<Statement.Item>> part(Statement statement, Order order) {
    if (!statement.lines().isEmpty()) {
      return statement.lines().stream()
              .allMatch(
                  item ->
                      order
                          .line(item.orderLineId())
                          .filter(line -> item.quantity() <= line.quantity())
                          .isPresent())
          ? Optional.of(statement.lines())
          : Optional.empty();
    }
    return named(statement.items(), order);
  }

  private static Optional<List<Statement.Item>> named(String items, Order order) {
    return items.isBlank()
        ? Optional.of(
            order.lines().stream()
                .map(line -> new Statement.Item(line.id(), line.quantity()))
                .toList())
        : ItemList.read(items, order);
  }

  /** The facts of what a statement withdraws, as of the moment it was sent. */
  private List<ItemFacts> facts(Statement statement) {
    Order order = order(statement.id()).orElseThrow();
    List<Statement.Item> items = records.itemsOf(statement.id());
    ReturnFacts facts = returns.facts(draft(order, items, BY_ARRANGEMENT), statement.statedAt());
    List<ItemFacts> result = new ArrayList<>();
    for (Statement.Item item : items) {
      OrderLine line = order.line(item.orderLineId()).orElseThrow();
      ReturnFacts.Line known =
          facts.lines().stream()
              .filter(each -> each.lineId().equals(line.id().toString()))
              .findFirst()
              .orElseThrow();
      result.add(
          new ItemFacts(
              order.orderNumber(),
              known.lineId(),
              line.sku(),
              line.title(),
              item.quantity(),
              known.returnableQuantity() > 0,
              facts.consumer(),
              facts.legalRegion(),
              known.delivered(),
              known.withdrawalPeriodOpen(),
              line.exemption().name(),
              order.informed().ofWithdrawal(),
              order.informed().ofExemptions()));
    }
    return List.copyOf(result);
  }

  private static ReturnDraft draft(Order order, List<Statement.Item> items, String method) {
    return new ReturnDraft(
        order,
        items.stream()
            .map(
                item ->
                    new ReturnDraft.Line(
                        item.orderLineId(), item.quantity(), ReturnReason.NO_REASON_GIVEN, ""))
            .toList(),
        method,
        "REFUND");
  }

  /**
   * Registers the return of what was withdrawn in time, as of the moment the statement was sent, by
   * the usual way back or else the cheapest on offer, for money back. What another return took in
   * the meantime is left to that one.
   *
   * @return the return's id, empty when every piece is in another return by now
   */
  public Optional<UUID> registerReturn(UUID statementId, Collection<UUID> lineIds) {
    Statement statement = get(statementId);
    Order order = order(statementId).orElseThrow();
    orders.lock(order.id());
    if (returnOf(statementId).isPresent()) {
      return Optional.of(returnId(statementId));
    }
    Map<UUID, Integer> free = returns.returnable(order);
    List<Statement.Item> items =
        records.itemsOf(statementId).stream()
            .filter(item -> lineIds.contains(item.orderLineId()))
            .map(
                item ->
                    new Statement.Item(
                        item.orderLineId(),
                        Math.min(item.quantity(), free.getOrDefault(item.orderLineId(), 0))))
            .filter(item -> item.quantity() > 0)
            .toList();
    if (items.isEmpty()) {
      return Optional.empty();
    }
    ReturnDraft any = draft(order, items, BY_ARRANGEMENT);
    String method =
        returns.offer(any).methods().stream()
            .min(
                Comparator.comparing((MethodOffer offer) -> !offer.method().equals(USUAL_METHOD))
                    .thenComparing(MethodOffer::feeMinor)
                    .thenComparing(MethodOffer::rank))
            .map(MethodOffer::method)
            .orElse(BY_ARRANGEMENT);
    ReturnCase registered =
        returns.register(
            Registration.of(
                new Withdrawal(statementId, statement.statedAt(), statement.receivedAt()),
                returnId(statementId),
                any.with(method, "REFUND"),
                statement.language()));
    records.note(statementId, "journey", "return-registered", "", registered.rmaNumber());
    return Optional.of(registered.id());
  }

  /** A statement has one return at most, whose id follows from the statement's. */
  private static UUID returnId(UUID statementId) {
    return UUID.nameUUIDFromBytes(
        ("return of statement " + statementId).getBytes(StandardCharsets.UTF_8));
  }

  /** Keeps what was decided of each item and tells the consumer. */
  public void answer(UUID statementId, List<Outcome> outcomes) {
    Statement statement = get(statementId);
    Order order = order(statementId).orElseThrow();
    outcomes.forEach(outcome -> records.addOutcome(statementId, outcome));
    List<ReturnCase> registered = returnsOf(statementId);
    Set<UUID> late = lines(outcomes, "LATE");
    Optional<Boolean> offer =
        late.isEmpty()
            ? Optional.empty()
            : Optional.of(
                returns
                    .offer(
                        draft(
                            order,
                            records.itemsOf(statementId).stream()
                                .filter(item -> late.contains(item.orderLineId()))
                                .toList(),
                            USUAL_METHOD))
                    .possible());
    List<Outcome> told = apart(outcomes, registered);
    Set<UUID> own = registered.stream().map(ReturnCase::id).collect(Collectors.toSet());
    List<ReturnCase> elsewhere =
        returns.ofOrder(order.id()).stream()
            .filter(other -> !own.contains(other.id()))
            .filter(
                other ->
                    other.units().stream()
                        .anyMatch(
                            unit ->
                                !unit.returnableAgain()
                                    && lines(told, "ALREADY_RETURNED")
                                        .contains(unit.orderLineId())))
            .toList();
    mail(
        statement,
        mails.answer(
            statement,
            order,
            told,
            new WithdrawalMails.Circumstances(
                registered,
                offer.orElse(false),
                elsewhere,
                otherHolders.stream()
                    .flatMap(other -> other.holders(lines(told, "ALREADY_RETURNED")).stream())
                    .toList())));
    records.note(
        statementId,
        "journey",
        "answered",
        "",
        outcomes.stream()
            .map(Outcome::withdrawalClass)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" ")));
  }

  /**
   * Of a line that is withdrawn in time, some pieces can have come back before: only the others are
   * in the statement's return.
   */
  private static List<Outcome> apart(List<Outcome> outcomes, List<ReturnCase> registered) {
    List<Outcome> told = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      int here =
          (int)
              registered.stream()
                  .flatMap(each -> each.units().stream())
                  .filter(unit -> unit.orderLineId().equals(outcome.orderLineId()))
                  .count();
      int elsewhere =
          CARRIED_OUT.contains(outcome.withdrawalClass()) ? outcome.quantity() - here : 0;
      if (elsewhere <= 0) {
        told.add(outcome);
        continue;
      }
      if (here > 0) {
        told.add(outcome.of(here, outcome.withdrawalClass()));
      }
      told.add(outcome.of(elsewhere, "ALREADY_RETURNED"));
    }
    return List.copyOf(told);
  }

  private static Set<UUID> lines(List<Outcome> outcomes, String withdrawalClass) {
    return outcomes.stream()
        .filter(outcome -> outcome.withdrawalClass().equals(withdrawalClass))
        .map(Outcome::orderLineId)
        .collect(Collectors.toSet());
  }

  /** Tells the consumer that no contract fits, and how to go on; the statement stays recorded. */
  public void answerUnknownContract(UUID statementId) {
    Statement statement = get(statementId);
    mail(statement, mails.unknownContract(statement));
    records.note(statementId, "journey", "answered", "", "CONTRACT_UNKNOWN");
  }

  /**
   * An agent's task about a statement is overdue: said in its history and the log.
   *
   * @param occasion tells one reminder from the next
   */
  public void remind(UUID statementId, String occasion) {
    log.warn("Withdrawal {} still waits for an agent", statementId);
    records.note(statementId, "journey", "agent-reminded", occasion, "");
  }

  /**
   * @param detail what an agent found out about an item, without any personal data
   */
  public void clarified(UUID statementId, UUID lineId, String detail, String actor) {
    records.note(statementId, actor, "item-clarified", lineId.toString(), detail);
  }
}
