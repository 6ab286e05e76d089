package io.retour.journey;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.spring.event.CamundaClientCreatedSpringEvent;
import io.camunda.zeebe.gateway.protocol.GatewayGrpc.GatewayImplBase;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeployResourceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.DeployResourceResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.PublishMessageRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.PublishMessageResponse;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.TopologyRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.TopologyResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.Power;
import io.retour.testing.Statements;
import io.retour.testing.TestClock;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Withdrawals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The outbox on a real database and real gRPC, in front of a broker that comes, goes and says what
 * a test wants it to.
 */
@SpringBootTest
class OutboxTest {

  @Autowired ProcessMessages messages;
  @Autowired TransactionTemplate transaction;
  @Autowired Returns returns;
  @Autowired Withdrawals withdrawals;
  @Autowired Orders orders;
  @Autowired JdbcClient jdbc;
  @Autowired JourneyFiles files;
  @Autowired JourneyDiagrams diagrams;
  @TestBean Clock clock;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Broker broker = new Broker();
  private int port;
  private CamundaClient client;
  private Deployer deployer;
  private MessageRelay relay;
  private @Nullable Server server;

  static Clock clock() {
    return new TestClock();
  }

  /**
   * Takes messages down in their order; answers with what it was told to say, else with success.
   */
  private static final class Broker extends GatewayImplBase {

    private final List<PublishMessageRequest> published =
        Collections.synchronizedList(new ArrayList<>());
    private final Queue<Status> says = new ConcurrentLinkedQueue<>();

    /** Ids of what it took, its answer lost or not: a repetition it takes for the same message. */
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    @Override
    public void topology(TopologyRequest request, StreamObserver<TopologyResponse> observer) {
      observer.onNext(TopologyResponse.getDefaultInstance());
      observer.onCompleted();
    }

    @Override
    public void deployResource(
        DeployResourceRequest request, StreamObserver<DeployResourceResponse> observer) {
      observer.onNext(DeployResourceResponse.getDefaultInstance());
      observer.onCompleted();
    }

    @Override
    public void publishMessage(
        PublishMessageRequest request, StreamObserver<PublishMessageResponse> observer) {
      published.add(request);
      Status status = says.poll();
      boolean takes = status == null || status.getCode() == Status.Code.UNAVAILABLE;
      if (takes && !taken.add(request.getMessageId())) {
        status = Status.ALREADY_EXISTS;
      }
      if (status != null) {
        observer.onError(status.asRuntimeException());
        return;
      }
      observer.onNext(PublishMessageResponse.newBuilder().setKey(published.size()).build());
      observer.onCompleted();
    }

    private List<String> ids() {
      return List.copyOf(published).stream().map(PublishMessageRequest::getMessageId).toList();
    }
  }

  @BeforeEach
  void nobodyListensYet() throws IOException {
    jdbc.sql("delete from process_message").update();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    client =
        CamundaClient.newClientBuilder()
            .grpcAddress(URI.create("http://127.0.0.1:" + port))
            .preferRestOverGrpc(false)
            .defaultRequestTimeout(Duration.ofSeconds(5))
            .build();
    deployer = new Deployer(client, files, diagrams);
    relay = new MessageRelay(messages, client, deployer, meters);
  }

  @AfterEach
  void end() throws InterruptedException {
    client.close();
    brokerGoes();
  }

  private void brokerComes() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .directExecutor()
            .addService(broker)
            .build()
            .start();
    await("connection")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> client.newTopologyRequest().send().join() != null);
  }

  private void brokerGoes() throws InterruptedException {
    if (server != null) {
      server.shutdownNow().awaitTermination();
      server = null;
    }
  }

  private void deploys() {
    deployer.on(new CamundaClientCreatedSpringEvent(this, client));
  }

  private void pass(Duration time) {
    ((TestClock) clock).pass(time);
  }

  private ReturnCase registered() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    return returns.register(Confirmed.onePieceOf(order));
  }

  /** Ids of the messages in the order in which they were written. */
  private List<String> written() {
    return jdbc.sql("select id from process_message order by created_at")
        .query(String.class)
        .list();
  }

  private long waiting() {
    return jdbc.sql("select count(*) from process_message where published_at is null")
        .query(Long.class)
        .single();
  }

  private int attempts() {
    return jdbc.sql("select max(attempts) from process_message").query(Integer.class).single();
  }

  @Test
  void keepsWhatWasWrittenWhileTheBrokerWasAwayAndRelaysItInOrder() throws Exception {
    brokerComes();
    deploys();
    assertThat(deployer.deployed()).isTrue();
    brokerGoes();
    for (int i = 0; i < 5; i++) {
      ReturnCase registered = registered();
      returns.requestCancellation(registered.id(), "shopper");
    }

    for (int i = 0; i < 3; i++) {
      relay.relay();
      pass(Duration.ofMinutes(1));
    }

    // of each: that it was registered, that it was called off, and the news for its refund clock
    assertThat(waiting()).isEqualTo(3 * 5);
    assertThat(attempts()).isEqualTo(3);
    assertThat(
            jdbc.sql("select distinct last_error from process_message").query(String.class).list())
        .allSatisfy(error -> assertThat(error).contains("UNAVAILABLE"));

    brokerComes();
    relay.relay();
    relay.relay();

    assertThat(waiting()).isZero();
    assertThat(broker.ids()).isEqualTo(written()).hasSize(3 * 5);
    assertThat(broker.published)
        .extracting(PublishMessageRequest::getName)
        .filteredOn(name -> name.startsWith("return-"))
        .startsWith("return-registered", "return-cancelled", "return-registered");
  }

  /** CRD Art. 11a: a statement of withdrawal is stated and acknowledged, Camunda or not. */
  @Test
  void takesAStatementOfWithdrawalWhileTheBrokerIsAway() throws Exception {
    brokerComes();
    deploys();
    brokerGoes();

    Statement statement = withdrawals.state(Statements.of("L-4711", "sam@example.org"));
    relay.relay();

    assertThat(waiting()).isEqualTo(1);
    assertThat(withdrawals.get(statement.id())).isEqualTo(statement);
    assertThat(
            jdbc.sql("select template from message where return_id = ?")
                .param(statement.id())
                .query(String.class)
                .list())
        .containsExactly("withdrawal-received");

    brokerComes();
    pass(Duration.ofMinutes(1));
    relay.relay();

    assertThat(waiting()).isZero();
    assertThat(broker.published)
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.getName()).isEqualTo("withdrawal-stated");
              assertThat(message.getCorrelationKey()).isEqualTo(statement.id().toString());
            });
  }

  /** All of it or nothing: a statement without its acknowledgement does not exist. */
  @Test
  void aStatementThatIsRolledBackLeavesNothing() {
    Statement statement = Statements.of("L-4711", "sam@example.org");

    transaction.executeWithoutResult(
        status -> {
          withdrawals.state(statement);
          status.setRollbackOnly();
        });

    assertThat(written()).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from message where return_id = ?")
                .param(statement.id())
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void triesNothingBeforeTheJourneysAreDeployed() throws Exception {
    registered();
    deploys();
    relay.relay();
    assertThat(deployer.deployed()).isFalse();
    assertThat(attempts()).isZero();

    brokerComes();
    deployer.retry();
    relay.relay();

    assertThat(deployer.deployed()).isTrue();
    assertThat(broker.ids()).isEqualTo(written()).hasSize(1);
  }

  /** The broker had it already: our note of that was lost, not the message. */
  @Test
  void takesAlreadyExistsForSuccess() throws Exception {
    brokerComes();
    deploys();
    registered();
    broker.says.add(Status.ALREADY_EXISTS.withDescription("message id is known"));

    relay.relay();

    assertThat(waiting()).isZero();
    pass(Duration.ofHours(1));
    relay.relay();
    assertThat(broker.published).hasSize(1);
  }

  @Test
  void comesBackLaterWhenTheBrokerIsBusy() throws Exception {
    brokerComes();
    deploys();
    registered();
    broker.says.add(Status.RESOURCE_EXHAUSTED.withDescription("back-pressure"));

    relay.relay();
    relay.relay();

    assertThat(broker.published).as("not at once").hasSize(1);
    assertThat(waiting()).isEqualTo(1);
    assertThat(meters.get("retour.camunda.backpressure").counter().count()).isEqualTo(1);

    pass(Duration.ofMinutes(1));
    relay.relay();

    assertThat(waiting()).isZero();
    assertThat(broker.published).hasSize(2);
  }

  /** It took the message and its answer got lost: the same id lets it drop the repetition. */
  @Test
  void repeatsAMessageUnderTheSameId() throws Exception {
    brokerComes();
    deploys();
    registered();
    broker.says.add(Status.UNAVAILABLE.withDescription("the connection broke"));

    relay.relay();
    pass(Duration.ofMinutes(1));
    relay.relay();

    assertThat(broker.ids()).hasSize(2).containsOnly(written().getFirst());
    assertThat(waiting()).isZero();
  }

  /** However often it fails: the pause grows to seconds, never to hours, and nothing is dropped. */
  @Test
  void neverGivesUp() throws Exception {
    brokerComes();
    deploys();
    registered();
    for (int i = 0; i < 40; i++) {
      broker.says.add(Status.RESOURCE_EXHAUSTED);
      relay.relay();
      pass(Duration.ofSeconds(26));
    }

    relay.relay();

    assertThat(waiting()).isZero();
    assertThat(broker.published).hasSize(41);
  }

  @Test
  void oneMessageThatFailsHoldsNoOtherUp() throws Exception {
    brokerComes();
    deploys();
    registered();
    registered();
    broker.says.add(Status.INVALID_ARGUMENT.withDescription("not this one"));

    relay.relay();

    assertThat(waiting()).isEqualTo(1);
    assertThat(broker.published).hasSize(2);
  }

  @Test
  void severalCopiesOfRetourRelayAMessageOnce() throws Exception {
    brokerComes();
    deploys();
    for (int i = 0; i < 60; i++) {
      transaction.executeWithoutResult(
          status -> messages.add("parcel-received", "x", java.util.Map.of()));
    }
    MessageRelay other = new MessageRelay(messages, client, deployer, new SimpleMeterRegistry());

    try (ExecutorService copies = Executors.newVirtualThreadPerTaskExecutor()) {
      for (MessageRelay each : List.of(relay, other, relay, other)) {
        copies.execute(each::relay);
      }
    }
    relay.relay();

    assertThat(broker.ids()).hasSize(60).doesNotHaveDuplicates();
    assertThat(waiting()).isZero();
  }

  /**
   * The power goes while messages are written, taken, sent and noted, the broker is busy or its
   * answer gets lost: Camunda has each message whose fact was committed, and no other.
   */
  @Test
  void losesNoMessageHoweverOftenThePowerGoes() throws Exception {
    brokerComes();
    deploys();
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Power power = new Power();
    ProcessMessages onPower = (ProcessMessages) power.feeds(messages);
    MessageRelay relayOnPower =
        new MessageRelay(onPower, client, deployer, new SimpleMeterRegistry());

    while (power.cuts() < 200) {
      power.cutWithin(
          random,
          () ->
              transaction.executeWithoutResult(
                  status -> {
                    for (int i = 0; i < 3; i++) {
                      onPower.add("parcel-received", "x", java.util.Map.of());
                    }
                  }));
      for (int i = 0; i < random.nextInt(4); i++) {
        broker.says.add(random.nextBoolean() ? Status.UNAVAILABLE : Status.RESOURCE_EXHAUSTED);
      }
      power.cutWithin(random, relayOnPower::relay);
      pass(Duration.ofSeconds(random.nextInt(60)));
    }
    broker.says.clear();
    pass(Duration.ofMinutes(1));
    relay.relay();

    assertThat(waiting()).as("seed %d", seed).isZero();
    assertThat(broker.taken).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(written());
  }

  /** It took messages and died: when its time is over, another copy sends them. */
  @Test
  void takesOverWhatACopyThatDiedHadTaken() throws Exception {
    brokerComes();
    deploys();
    registered();
    assertThat(messages.take(10, Duration.ofSeconds(30))).hasSize(1);

    relay.relay();
    assertThat(broker.published).as("still another's").isEmpty();

    pass(Duration.ofSeconds(31));
    relay.relay();

    assertThat(waiting()).isZero();
    assertThat(broker.published).hasSize(1);
  }

  @Test
  void aRegistrationThatIsRolledBackLeavesNoMessage() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);

    transaction.executeWithoutResult(
        status -> {
          returns.register(Confirmed.onePieceOf(order));
          status.setRollbackOnly();
        });

    assertThat(written()).isEmpty();
    assertThat(returns.ofOrder(order.id())).isEmpty();
  }

  @Test
  void countsWhatWaits() {
    registered();
    registered();
    pass(Duration.ofMinutes(5));

    assertThat(meters.get("retour.outbox.waiting").gauge().value()).isEqualTo(2);
    assertThat(meters.get("retour.outbox.lag").gauge().value()).isGreaterThanOrEqualTo(300);
  }
}
