package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatProcessInstance;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import io.retour.logistics.Parcels;
import io.retour.logistics.TrackingNews;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.OrderBuilder;
import io.retour.testing.Photos;
import io.retour.warehouse.DefectPhoto;
import io.retour.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The people and systems around a journey, for tests to play. */
@TestComponent
class Scene {

  /**
   * Longer than the outbox's lease of 30 s: an answer that was lost between the relay and the
   * engine makes a test slow, not red.
   */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Orders orders;
  private final Returns returns;
  private final Parcels parcels;
  private final Warehouse warehouse;
  private final CamundaClient camunda;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Scene(
      Orders orders,
      Returns returns,
      Parcels parcels,
      Warehouse warehouse,
      CamundaClient camunda,
      JdbcClient jdbc,
      TransactionTemplate transaction) {
    this.orders = orders;
    this.returns = returns;
    this.parcels = parcels;
    this.warehouse = warehouse;
    this.camunda = camunda;
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  ReturnCase registers(Order order, ReturnReason reason, String resolution) {
    return registers(order, reason, resolution, "PARCEL_DROP_OFF");
  }

  ReturnCase registers(Order order, ReturnReason reason, String resolution, String method) {
    orders.add(order);
    return confirms(order, reason, resolution, method);
  }

  /** Registers a known order's items once more, after an earlier return of theirs has ended. */
  ReturnCase registersAgain(Order order) {
    return confirms(order, ReturnReason.NO_REASON_GIVEN, "REFUND", "PARCEL_DROP_OFF");
  }

  private ReturnCase confirms(Order order, ReturnReason reason, String resolution, String method) {
    return returns.register(
        Registration.byShopper(
            UUID.randomUUID(),
            new ReturnDraft(
                order,
                order.lines().stream()
                    .map(
                        (OrderLine line) ->
                            new ReturnDraft.Line(line.id(), line.quantity(), reason, ""))
                    .toList(),
                method,
                resolution),
            List.of(),
            "en"));
  }

  /**
   * Something else than chance lets the risk rise between what a shopper confirms and its journey:
   * tills that were offline tell of much that the same shopper brought before.
   */
  ReturnCase tillsTellLater(String email, Supplier<ReturnCase> confirms) {
    List<Order> earlier =
        IntStream.range(0, 10)
            .mapToObj(i -> order().email(email).deliveredDaysAgo(10).line("COAT-" + i, 1, 30000))
            .map(OrderBuilder::build)
            .toList();
    earlier.forEach(orders::add);
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              ReturnCase confirmed = confirms.get();
              earlier.forEach(
                  bought ->
                      returns.registerArrived(
                          Confirmed.onePieceOf(bought), Instant.now().minus(Duration.ofDays(1))));
              return confirmed;
            }));
  }

  /** An agent registers what the tables do not allow. */
  ReturnCase agentRegisters(Order order, String agent, String overrideReason) {
    orders.add(order);
    return returns.register(
        new Registration(
            UUID.randomUUID(),
            new ReturnDraft(
                order,
                List.of(
                    new ReturnDraft.Line(
                        order.lines().getFirst().id(), 1, ReturnReason.NO_REASON_GIVEN, "")),
                "PARCEL_DROP_OFF",
                "REFUND"),
            List.of(),
            "en",
            agent,
            overrideReason));
  }

  ReturnCase registers(Order order) {
    return registers(order, ReturnReason.NO_REASON_GIVEN, "REFUND");
  }

  /** The running journey of a return. */
  ProcessInstanceAssert journey(ReturnCase of) {
    return assertThatProcessInstance(
        byProcessId("return-journey")
            .and(
                instance ->
                    Long.valueOf(instance.getProcessInstanceKey()).equals(instanceKey(of))));
  }

  private Long instanceKey(ReturnCase of) {
    return returns.get(of.id()).processInstanceKey();
  }

  String awaitLabel(ReturnCase of) {
    await("label of " + of.rmaNumber())
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(parcels.ofReturn(of.id())).as(() -> whatHolds(of.id())).isNotEmpty());
    return parcels.ofReturn(of.id()).getFirst().trackingNumber();
  }

  /** Messages on their way, and steps done and failed: why a journey may stand still. */
  private String whatHolds(UUID caseId) {
    return "messages %s, steps %s"
        .formatted(
            jdbc.sql(
                    "select name, attempts, last_error, next_attempt_at from process_message"
                        + " where published_at is null")
                .query()
                .listOfRows(),
            jdbc.sql("select element_id, done_at, failure from journey_step where case_id = ?")
                .param(caseId)
                .query()
                .listOfRows());
  }

  void carrierScans(String trackingNumber, TrackingNews.Status status) {
    parcels.scanned(
        new TrackingNews("simulated", trackingNumber, status.name(), status, Instant.now()));
  }

  void warehouseReceives(ReturnCase of) {
    warehouse.receive(of.rmaNumber(), "walter");
  }

  /** Of what is worn or damaged a photo is taken first. */
  void warehouseGrades(ReturnCase of, Grade grade) {
    for (ReturnUnit unit : of.units()) {
      if (grade == Grade.C || grade == Grade.D) {
        warehousePhotographs(unit.id());
      }
      warehouse.inspect(unit.id(), grade, List.of(), "walter");
    }
  }

  void warehousePhotographs(UUID unitId) {
    warehouse.photograph(
        unitId, new DefectPhoto(Photos.picture("jpg", 20, 20), "torn seam"), "walter");
  }

  /** Label, parcel, inspection as new: everything up to the settlement. */
  void comesBackAsNew(ReturnCase of) {
    awaitLabel(of);
    warehouseReceives(of);
    warehouseGrades(of, Grade.A);
  }

  void awaitOutcome(ReturnCase of, ReturnCase.Outcome outcome) {
    await("outcome of " + of.rmaNumber())
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(now(of).outcome()).isEqualTo(outcome));
  }

  ReturnCase now(ReturnCase of) {
    return returns.get(of.id());
  }

  /** The provider's own book says that the money is through. */
  void providerSettles(UUID refundId) {
    jdbc.sql("update simulated_refund set state = 'SETTLED' where request_key = ?")
        .param(refundId.toString())
        .update();
  }

  void awaitMail(ReturnCase of, String template) {
    await(template).atMost(PATIENCE).until(() -> mails(of).contains(template));
  }

  /** Another order of a shopper whom the shop knows: two before it were kept. */
  OrderBuilder orderOfAKnownShopper() {
    String email = "known-" + UUID.randomUUID() + "@example.org";
    for (int i = 0; i < 2; i++) {
      orders.add(OrderBuilder.order().email(email).line("BOOK-" + i, 1, 19900).build());
    }
    return OrderBuilder.order().email(email);
  }

  /** The templates of the mails to the shopper, in their order. */
  List<String> mails(ReturnCase of) {
    return jdbc.sql("select template from message where return_id = ? order by created_at")
        .param(of.id())
        .query(String.class)
        .list();
  }

  /** What the mail of that template says. */
  String mailBody(ReturnCase of, String template) {
    return jdbc.sql("select body from message where return_id = ? and template = ?")
        .params(of.id(), template)
        .query(String.class)
        .single();
  }

  long count(String sql, Object... params) {
    return jdbc.sql(sql).params(List.of(params)).query(Long.class).single();
  }

  CamundaClient camunda() {
    return camunda;
  }
}
