package io.retour.webhooks;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.KeptForAWhile;
import io.retour.shared.Problem;
import io.retour.shared.RetentionProperties;
import io.retour.testing.Confirmed;
import io.retour.testing.StubServer;
import io.retour.testing.StubServer.Call;
import io.retour.testing.StubServer.Reply;
import io.retour.testing.TestClock;
import io.retour.webhooks.Delivery.State;
import io.retour.webhooks.WebhookSubscriptions.Created;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.transaction.support.TransactionTemplate;

/** What integrators are told, over a real connection to a server that is not always well. */
@SpringBootTest(
    properties = {"retour.webhooks.allow-loopback=true", "retour.webhooks.timeout=PT4S"})
class WebhookDeliveryTest {

  private static final String HOOK = "POST /hooks";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Autowired WebhookSubscriptions subscriptions;
  @Autowired WebhookDeliveries deliveries;
  @Autowired WebhookSender sender;
  @Autowired SubscriptionStore store;
  @Autowired DeliveryStore outbox;
  @Autowired Courier courier;
  @Autowired RetentionProperties retention;
  @Autowired List<KeptForAWhile> kept;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient jdbc;
  @Autowired ObjectMapper json;
  @TestBean Clock clock;

  /** The system's names, and one that points where the test says. */
  @TestBean HostAddresses names;

  private static volatile String behindTheName = "127.0.0.1";

  static HostAddresses names() {
    return host ->
        List.of(InetAddress.getAllByName(host.equals("hooks.example") ? behindTheName : host));
  }

  private final StubServer receiver = new StubServer();

  static Clock clock() {
    return new TestClock();
  }

  @BeforeEach
  void nobodyHasSubscribed() {
    jdbc.sql("delete from webhook_subscription").update();
    jdbc.sql("delete from webhook_event").update();
    ((TestClock) clock).reset();
    receiver.on(HOOK, 204, "");
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private Created subscribed(String... types) {
    return subscribedTo("lumen", types);
  }

  private Created subscribedTo(String brand, String... types) {
    return subscriptions.create(
        brand, receiver.url() + "/hooks", List.of(types), "warehouse system", "ida");
  }

  private ReturnCase registered() {
    Order order = order().line("TEE-M", 2, 2495).build();
    orders.add(order);
    return returns.register(Confirmed.onePieceOf(order));
  }

  private void send() {
    send(sender);
  }

  private static void send(WebhookSender by) {
    by.sendDue();
    await().atMost(PATIENCE).until(by::idle);
  }

  private WebhookSender anotherCopy() {
    return new WebhookSender(
        outbox, subscriptions, store, courier, clock, new SimpleMeterRegistry());
  }

  private Delivery only(Created of) {
    List<Delivery> all = deliveries.of(of.subscription().id(), null, null, 10);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private void pass(Duration time) {
    ((TestClock) clock).pass(time);
  }

  /** What a receiver does, written down anew from the specification. */
  private static boolean verifies(Call call, String secret) {
    String signed =
        call.header("webhook-id") + "." + call.header("webhook-timestamp") + "." + call.body();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
      String expected =
          "v1,"
              + Base64.getEncoder()
                  .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
      return Arrays.asList(call.header("webhook-signature").split(" ")).contains(expected);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // what is told

  @Test
  void tellsWhatHappenedSignedAndWithoutAnythingPersonal() throws Exception {
    Created to = subscribed("return.registered");
    ReturnCase of = registered();

    send();

    assertThat(receiver.calls(HOOK)).hasSize(1);
    Call call = receiver.calls(HOOK).getFirst();
    JsonNode body = json.readTree(call.body());
    assertThat(body.path("type").asText()).isEqualTo("return.registered");
    assertThat(body.path("version").asInt()).isEqualTo(1);
    assertThat(Instant.parse(body.path("timestamp").asText()))
        .isBetween(clock.instant().minusSeconds(60), clock.instant());
    assertThat(body.at("/data/returnId").asText()).isEqualTo(of.id().toString());
    assertThat(body.at("/data/rmaNumber").asText()).isEqualTo(of.rmaNumber());
    assertThat(body.at("/data/orderId").asText()).isEqualTo(of.orderId().toString());
    assertThat(body.at("/data/state").asText()).isEqualTo("OPEN");
    assertThat(body.at("/data").fieldNames())
        .toIterable()
        .containsExactly("brand", "orderId", "returnId", "rmaNumber", "state");
    assertThat(call.body()).doesNotContain("@", "example.org");
    assertThat(call.contentType()).startsWith("application/json");
    assertThat(call.header("webhook-id")).matches("evt_[0-9a-f]{32}");
    assertThat(verifies(call, to.secret().text())).isTrue();
    assertThat(verifies(call, SigningSecret.random().text())).isFalse();
    assertThat(only(to))
        .satisfies(
            delivery -> {
              assertThat(delivery.state()).isEqualTo(State.DELIVERED);
              assertThat(delivery.attempts()).isEqualTo(1);
              assertThat(delivery.lastStatus()).isEqualTo(204);
              assertThat(delivery.messageId()).isEqualTo(call.header("webhook-id"));
              assertThat(delivery.nextAttemptAt()).isNull();
            });
  }

  @Test
  void tellsTheEndOfAReturnWithItsState() throws Exception {
    Created to = subscribed("return.cancelled");
    ReturnCase of = registered();

    returns.requestCancellation(of.id(), "sam");
    send();

    JsonNode body = json.readTree(only(to).body());
    assertThat(body.path("type").asText()).isEqualTo("return.cancelled");
    assertThat(body.at("/data/state").asText()).isEqualTo("CANCELLED");
  }

  @Test
  void tellsASubscriptionOnlyWhatItWantsAndOnlyOfItsBrand() {
    Created closings = subscribed("return.closed");
    Created kestrel = subscribedTo("kestrel");

    registered();

    assertThat(deliveries.of(closings.subscription().id(), null, null, 10)).isEmpty();
    assertThat(deliveries.of(kestrel.subscription().id(), null, null, 10)).isEmpty();
  }

  @Test
  void writesNothingDownWhenTheFactDoesNotHappen() {
    subscribed();

    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      registered();
                      throw new IllegalStateException("the power goes");
                    }))
        .isInstanceOf(IllegalStateException.class);

    send();
    assertThat(receiver.calls()).isEmpty();
    assertThat(jdbc.sql("select count(*) from webhook_event").query(Long.class).single()).isZero();
  }

  @Test
  void tellsEverySubscriptionTheSameUnderOneId() {
    Created one = subscribed("return.registered");
    Created two =
        subscriptions.create(
            "lumen", receiver.url() + "/other", List.of("return.registered"), "", "ida");
    receiver.on("POST /other", 200, "ok");
    registered();

    send();

    assertThat(only(one).messageId()).isEqualTo(only(two).messageId());
    assertThat(verifies(receiver.calls(HOOK).getFirst(), one.secret().text())).isTrue();
    assertThat(verifies(receiver.calls("POST /other").getFirst(), two.secret().text())).isTrue();
  }

  // tries

  @Test
  void triesAgainUnderTheSameIdWithAFreshSignature() {
    Created to = subscribed("return.registered");
    AtomicInteger asked = new AtomicInteger();
    receiver.on(
        HOOK, call -> Reply.of(asked.incrementAndGet() == 1 ? 500 : 200, "whatever it says"));
    registered();

    send();
    assertThat(only(to).state()).isEqualTo(State.WAITING);
    assertThat(only(to).lastStatus()).isEqualTo(500);
    assertThat(only(to).lastError()).isEqualTo("it answered 500");
    send();
    assertThat(receiver.calls(HOOK)).hasSize(1);
    pass(Duration.ofSeconds(7));
    send();

    assertThat(only(to).state()).isEqualTo(State.DELIVERED);
    assertThat(only(to).attempts()).isEqualTo(2);
    List<Call> calls = receiver.calls(HOOK);
    assertThat(calls).hasSize(2).allMatch(call -> verifies(call, to.secret().text()));
    assertThat(calls.get(1).header("webhook-id")).isEqualTo(calls.get(0).header("webhook-id"));
    assertThat(calls.get(1).body()).isEqualTo(calls.get(0).body());
    assertThat(calls.get(1).header("webhook-timestamp"))
        .isNotEqualTo(calls.get(0).header("webhook-timestamp"));
  }

  @Test
  void givesUpAfterTheLastTryAndSendsItAgainWhenAPersonWantsIt() {
    Created to = subscribed("return.registered");
    receiver.on(HOOK, 503, "");
    registered();

    for (int i = 0; i < RetrySchedule.tries(); i++) {
      send();
      pass(Duration.ofHours(29));
    }

    Delivery dead = only(to);
    assertThat(dead.state()).isEqualTo(State.DEAD);
    assertThat(dead.attempts()).isEqualTo(RetrySchedule.tries());
    assertThat(deliveries.counts(to.subscription().id()).dead()).isEqualTo(1);
    send();
    assertThat(receiver.calls(HOOK)).hasSize(RetrySchedule.tries());

    receiver.on(HOOK, 200, "");
    deliveries.sendAgain(to.subscription().id(), dead.id());
    send();

    assertThat(only(to).state()).isEqualTo(State.DELIVERED);
    assertThat(receiver.calls(HOOK).stream().map(call -> call.header("webhook-id")).distinct())
        .hasSize(1);
  }

  @Test
  void sendsAgainAllThatWasGivenUpSinceATime() {
    Created to = subscribed("return.registered");
    UUID id = to.subscription().id();
    registered();
    pass(Duration.ofDays(2));
    Instant since = clock.instant();
    registered();
    registered();
    subscriptions.change(id, null, null, null, Subscription.State.DISABLED, "ida");
    assertThat(deliveries.counts(id).dead()).isEqualTo(3);
    assertThatThrownBy(() -> deliveries.sendDeadAgain(id, since)).isInstanceOf(Problem.class);

    subscriptions.change(id, null, null, null, Subscription.State.ACTIVE, "ida");
    assertThat(deliveries.sendDeadAgain(id, since)).isEqualTo(2);
    send();

    assertThat(receiver.calls(HOOK)).hasSize(2);
    assertThat(deliveries.counts(id).dead()).isEqualTo(1);
  }

  @Test
  void tellsNothingToWhoSaysThatItIsGone() {
    Created to = subscribed("return.registered");
    receiver.on(HOOK, 410, "");
    registered();

    send();
    registered();
    send();

    Subscription now = subscriptions.get(to.subscription().id());
    assertThat(now.state()).isEqualTo(Subscription.State.DISABLED);
    assertThat(now.disabledWhy()).contains("410");
    assertThat(only(to).state()).isEqualTo(State.DEAD);
    assertThat(receiver.calls(HOOK)).hasSize(1);
  }

  @Test
  void aFormerAddressThatIsGoneEndsNothing() {
    Created to = subscribed("return.registered");
    UUID id = to.subscription().id();
    String moved = receiver.url() + "/moved";
    receiver.on("POST /moved", 200, "");
    receiver.on(
        HOOK,
        call -> {
          subscriptions.change(id, moved, null, null, null, "ida");
          return Reply.of(410, "");
        });
    registered();

    send();
    assertThat(subscriptions.get(id).active()).isTrue();
    assertThat(only(to).lastStatus()).isEqualTo(410);
    subscriptions.gone(id, to.subscription().url());
    assertThat(subscriptions.get(id).active()).isTrue();
    pass(Duration.ofSeconds(7));
    send();

    assertThat(only(to).state()).isEqualTo(State.DELIVERED);
    assertThat(receiver.calls("POST /moved")).hasSize(1);
  }

  @Test
  void aTimeOutsideOfAllCalendarsIsATime() {
    Created to = subscribed("return.registered");
    UUID id = to.subscription().id();
    registered();
    outbox.givenUp(only(to).id(), 500, "it answered 500", clock.instant());

    assertThat(deliveries.sendDeadAgain(id, Instant.MAX)).isZero();
    assertThat(deliveries.sendDeadAgain(id, Instant.MIN)).isEqualTo(1);
  }

  @Test
  void whoIsDeletedAtThatMomentIsNotToldAndTheFactStays() {
    Created to = subscribed();
    WebhookMessage message = fact(null);

    transaction.executeWithoutResult(
        status -> outbox.add(message, List.of(UUID.randomUUID(), to.subscription().id())));

    assertThat(only(to).eventId()).isEqualTo(message.id());
  }

  private WebhookMessage fact(@Nullable String occasion) {
    return new WebhookMessage(
        UUID.randomUUID(),
        EventType.RETURN_RECEIVED,
        "lumen",
        clock.instant(),
        occasion,
        Map.of("brand", "lumen"));
  }

  /** While copies are changed one after the other. */
  @Test
  void eventsOfANewerVersionAreNotTakenForAll() {
    UUID id = subscribed("return.registered").subscription().id();

    jdbc.sql("update webhook_subscription set event_types = 'OF_TOMORROW,RETURN_CLOSED'").update();
    assertThat(subscriptions.get(id).eventTypes()).containsExactly(EventType.RETURN_CLOSED);
    jdbc.sql("update webhook_subscription set event_types = 'OF_TOMORROW'").update();

    assertThat(subscriptions.get(id).eventTypes()).containsExactly(EventType.TEST);
    assertThat(subscriptions.get(id).wants(EventType.RETURN_REGISTERED)).isFalse();
  }

  @Test
  void aBrandHasAFewSubscriptions() {
    for (int i = 0; i < 20; i++) {
      subscriptions.create("lumen", receiver.url() + "/" + i, List.of(), "", "ida");
    }

    assertThatThrownBy(() -> subscribed())
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.code()).isEqualTo("too-many-subscriptions"));
    subscribedTo("kestrel");
  }

  @Test
  void followsNoRedirect() {
    Created to = subscribed("return.registered");
    receiver.on(HOOK, call -> Reply.of(302, "").with("Location", receiver.url() + "/inside"));
    receiver.on("POST /inside", 200, "");
    receiver.on("GET /inside", 200, "");
    registered();

    send();

    assertThat(receiver.calls()).hasSize(1);
    assertThat(only(to).lastStatus()).isEqualTo(302);
    assertThat(only(to).lastError()).isEqualTo("it answered 302: redirects are not followed");
  }

  @Test
  void goesNowhereElseWhenTheNamePointsInsideByThen() {
    behindTheName = "127.0.0.1";
    Created to =
        subscriptions.create(
            "lumen",
            receiver.url().toString().replace("127.0.0.1", "hooks.example") + "/hooks",
            List.of(),
            "",
            "ida");
    UUID id = to.subscription().id();
    deliveries.test(id);
    send();
    assertThat(only(to).state()).isEqualTo(State.DELIVERED);
    assertThat(receiver.calls(HOOK).getFirst().header("Host")).startsWith("hooks.example:");

    behindTheName = "169.254.169.254";
    deliveries.test(id);
    send();

    assertThat(deliveries.of(id, State.WAITING, null, 10))
        .singleElement()
        .satisfies(
            delivery ->
                assertThat(delivery.lastError())
                    .isEqualTo("the host has an address that is not public"));
    assertThat(receiver.calls()).hasSize(1);
  }

  @Test
  void waitsNotLongForAnAnswerAndHoldsUpNobodyElse() throws Exception {
    Created slow = subscribed("return.registered");
    CountDownLatch end = new CountDownLatch(1);
    receiver.on(
        HOOK,
        call -> {
          waitFor(end);
          return Reply.of(200, "");
        });
    try (StubServer other = new StubServer()) {
      other.on(HOOK, 200, "");
      Created quick =
          subscriptions.create(
              "lumen", other.url() + "/hooks", List.of("return.registered"), "", "ida");
      for (int i = 0; i < 12; i++) {
        registered();
      }
      sender.sendDue();
      await()
          .atMost(PATIENCE)
          .until(() -> deliveries.counts(quick.subscription().id()).waiting() == 0);
      assertThat(deliveries.of(slow.subscription().id(), State.DELIVERED, null, 50)).isEmpty();
    }
    await().atMost(PATIENCE).until(sender::idle);
    end.countDown();

    assertThat(deliveries.of(slow.subscription().id(), State.WAITING, null, 50))
        .hasSize(12)
        .allSatisfy(
            delivery -> {
              assertThat(delivery.lastStatus()).isNull();
              assertThat(delivery.lastError()).isEqualTo("no answer within 4 s");
            });
  }

  private static void waitFor(CountDownLatch end) {
    try {
      end.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void saysInPlainWordsThatNobodyListens() {
    Created to = subscribed("return.registered");
    receiver.close();
    registered();

    send();

    assertThat(only(to).lastError()).isEqualTo("nobody listens there");
  }

  @Test
  void trustsNoCertificateThatAnybodyCanMake(@TempDir Path folder) throws Exception {
    try (ForgedServer forged = new ForgedServer(folder)) {
      Created to = subscriptions.create("lumen", forged.url() + "/hooks", List.of(), "", "ida");
      deliveries.test(to.subscription().id());

      send();

      assertThat(only(to).state()).isEqualTo(State.WAITING);
      assertThat(only(to).lastError()).isEqualTo("no secure connection: look at the certificate");
      assertThat(forged.asked()).isZero();
    }
  }

  @Test
  void anAnswerWithoutAnEndIsAnAnswer() {
    Created to = subscribed("return.registered");
    receiver.on(HOOK, 200, "x".repeat(5_000_000));
    registered();

    send();

    assertThat(only(to).state()).isEqualTo(State.DELIVERED);
  }

  // several copies, and the power

  @Test
  void severalCopiesSendEachMessageOnce() throws Exception {
    subscribed("return.registered");
    for (int i = 0; i < 40; i++) {
      registered();
    }
    WebhookSender other = anotherCopy();

    Thread one = Thread.ofVirtual().start(sender::sendDue);
    Thread two = Thread.ofVirtual().start(other::sendDue);
    one.join();
    two.join();
    await().atMost(PATIENCE).until(() -> sender.idle() && other.idle());

    assertThat(receiver.calls(HOOK).stream().map(call -> call.header("webhook-id")))
        .hasSize(40)
        .doesNotHaveDuplicates();
  }

  @Test
  void sendsAgainUnderTheSameIdWhenThePowerWentBeforeTheAnswerWasNoted() {
    Created to = subscribed("return.registered");
    registered();
    WebhookSender dies =
        new WebhookSender(
            outbox,
            subscriptions,
            store,
            (where, headers, body) -> {
              courier.carry(where, headers, body);
              throw new IllegalStateException("the power goes");
            },
            clock,
            new SimpleMeterRegistry());

    send(dies);
    assertThat(only(to).state()).isEqualTo(State.WAITING);
    send();
    assertThat(receiver.calls(HOOK)).hasSize(1);
    pass(WebhookSender.LEASE.plusSeconds(1));
    send();

    assertThat(only(to).state()).isEqualTo(State.DELIVERED);
    assertThat(receiver.calls(HOOK)).hasSize(2);
    assertThat(receiver.calls(HOOK).stream().map(call -> call.header("webhook-id")).distinct())
        .hasSize(1);
  }

  @Test
  void stopsAfterWhatIsUnderWayAndBeginsNothingNew() throws Exception {
    Created to = subscribed("return.registered");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    receiver.on(
        HOOK,
        call -> {
          begun.countDown();
          waitFor(end);
          return Reply.of(200, "");
        });
    WebhookSender stops = anotherCopy();
    registered();
    stops.sendDue();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    registered();

    Thread stop = Thread.ofPlatform().start(stops::stop);
    await().atMost(PATIENCE).until(() -> stop.getState() == Thread.State.TIMED_WAITING);
    end.countDown();
    stop.join();
    stops.sendDue();

    assertThat(stops.idle()).isTrue();
    assertThat(deliveries.of(to.subscription().id(), State.DELIVERED, null, 10)).hasSize(1);
    assertThat(deliveries.of(to.subscription().id(), State.WAITING, null, 10))
        .singleElement()
        .matches(delivery -> delivery.attempts() == 0);
  }

  @Test
  void aLateNoteOfAFailureDoesNotUndoASuccess() {
    Created to = subscribed("return.registered");
    registered();
    send();
    Delivery delivered = only(to);

    outbox.failed(delivered.id(), 500, "late", clock.instant(), clock.instant().plusSeconds(1));
    outbox.givenUp(delivered.id(), 500, "late", clock.instant());

    assertThat(only(to)).isEqualTo(delivered);
  }

  // secrets

  @Test
  void signsWithBothSecretsForAsLongAsTheyOverlap() {
    Created to = subscribed();
    UUID id = to.subscription().id();

    String second = subscriptions.rotate(id, null, "ida").secret().text();
    deliveries.test(id);
    send();
    pass(Duration.ofHours(25));
    deliveries.test(id);
    send();

    List<Call> calls = receiver.calls(HOOK);
    assertThat(verifies(calls.get(0), to.secret().text())).isTrue();
    assertThat(verifies(calls.get(0), second)).isTrue();
    assertThat(calls.get(0).header("webhook-signature").split(" ")).hasSize(2);
    assertThat(verifies(calls.get(1), to.secret().text())).isFalse();
    assertThat(verifies(calls.get(1), second)).isTrue();
  }

  @Test
  void aSecretThatBecameKnownSignsNoMoreAtOnce() {
    Created to = subscribed();
    UUID id = to.subscription().id();

    String second = subscriptions.rotate(id, Duration.ZERO, "ida").secret().text();
    deliveries.test(id);
    send();

    Call call = receiver.calls(HOOK).getFirst();
    assertThat(verifies(call, to.secret().text())).isFalse();
    assertThat(verifies(call, second)).isTrue();
    assertThat(jdbc.sql("select count(*) from webhook_secret").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void fewSecretsSignBesideEachOther() {
    UUID id = subscribed().subscription().id();
    for (int i = 0; i < 4; i++) {
      subscriptions.rotate(id, null, "ida");
    }

    assertThatThrownBy(() -> subscriptions.rotate(id, null, "ida"))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("too-many-secrets"));
    subscriptions.rotate(id, Duration.ZERO, "ida");
  }

  @Test
  void keepsSecretsUnreadable() {
    Created to = subscribed();

    byte[] sealed = jdbc.sql("select sealed from webhook_secret").query(byte[].class).single();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
        .doesNotContain("whsec_", to.secret().text().substring(6));
  }

  // keeping

  @Test
  void forgetsWhatIsDoneAndKeepsWhatWaits() {
    Created to = subscribed("return.registered");
    registered();
    send();
    receiver.on(HOOK, 500, "");
    registered();
    send();
    pass(retention.webhooks().plusDays(1));

    for (KeptForAWhile each : kept) {
      each.forget(clock.instant().minus(each.howLong(retention)), 1000);
    }

    assertThat(only(to).state()).isEqualTo(State.WAITING);
    assertThat(jdbc.sql("select count(*) from webhook_event").query(Long.class).single())
        .isEqualTo(1);
  }

  /** Or a receipt that is said again after a month would be news. */
  @Test
  void knowsForAYearWhatWasToldOnce() {
    KeptForAWhile messages =
        kept.stream().filter(each -> each instanceof DeliveryStore).findFirst().orElseThrow();
    transaction.executeWithoutResult(status -> outbox.add(fact("received:it"), List.of()));
    pass(Duration.ofDays(300));
    messages.forget(clock.instant().minus(retention.webhooks()), 1000);
    assertThat(jdbc.sql("select count(*) from webhook_event").query(Long.class).single()).isOne();

    pass(Duration.ofDays(66));
    messages.forget(clock.instant().minus(retention.webhooks()), 1000);

    assertThat(jdbc.sql("select count(*) from webhook_event").query(Long.class).single()).isZero();
  }
}
