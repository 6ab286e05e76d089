package io.retour.webhooks;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.claims.Claim;
import io.retour.claims.ClaimDraft;
import io.retour.claims.Claims;
import io.retour.logistics.Parcels;
import io.retour.logistics.TrackingNews;
import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import io.retour.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which facts are told, and with what. */
@WebTest
class WebhookEventsTest {

  @Autowired WebhookSubscriptions subscriptions;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Claims claims;
  @Autowired Parcels parcels;
  @Autowired Warehouse warehouse;
  @Autowired JdbcClient jdbc;
  @Autowired ObjectMapper json;

  @BeforeEach
  void oneWantsAll() {
    jdbc.sql("delete from webhook_subscription").update();
    jdbc.sql("delete from webhook_event").update();
    subscriptions.create("lumen", "https://93.184.216.34/events", List.of(), "", "ida");
  }

  private List<JsonNode> told() {
    return jdbc
        .sql("select body from webhook_event order by at, id")
        .query(String.class)
        .list()
        .stream()
        .map(this::read)
        .toList();
  }

  private JsonNode read(String body) {
    try {
      return json.readTree(body);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private JsonNode told(String type) {
    List<JsonNode> found =
        told().stream().filter(body -> body.path("type").asText().equals(type)).toList();
    assertThat(found).as(type).hasSize(1);
    return found.getFirst().path("data");
  }

  @Test
  void tellsAReturnFromItsRegistrationToItsEnd() throws Exception {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    ReturnCase of = Confirmed.withdrawn(returns, order);
    parcels.createLabel(of.id());
    warehouse.receive(of.rmaNumber(), "walt");
    UUID unit = of.units().getFirst().id();
    warehouse.inspect(unit, Grade.A, List.of(), "walt");
    warehouse.repeatGrades(of.id());
    parcels.repeatReceipt(of.id());
    refunds.grant(of.id(), "REFUND", 0);
    returns.close(of.id());

    assertThat(told("return.authorised").path("state").asText()).isEqualTo("OPEN");
    assertThat(told("return.received").path("returnId").asText()).isEqualTo(of.id().toString());
    assertThat(told("unit.inspected").path("unitId").asText()).isEqualTo(unit.toString());
    assertThat(told("unit.inspected").path("grade").asText()).isEqualTo("A");
    assertThat(told("refund.granted").path("amountMinor").asLong()).isPositive();
    assertThat(told("refund.granted").path("currency").asText()).isEqualTo("EUR");
    assertThat(told("return.closed").path("state").asText()).isEqualTo("SETTLED");
    assertThat(told())
        .allSatisfy(
            body ->
                assertThat(body.toString())
                    .doesNotContain("@", "walt", order.email(), order.postcode()));
  }

  /** Some carriers say nothing of the drop-off itself, and later scans are no other drop-off. */
  @Test
  void tellsTheDropOffOnceWhateverTheFirstScanIs() throws Exception {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    ReturnCase of = Confirmed.withdrawn(returns, order);
    String label = parcels.createLabel(of.id()).trackingNumber();

    parcels.scanned(new TrackingNews("simulated", label, "T", Status.IN_TRANSIT, Instant.now()));
    parcels.repeatFacts(of.id());
    parcels.scanned(new TrackingNews("simulated", label, "D", Status.DROPPED_OFF, Instant.now()));

    assertThat(told("return.dropped_off").path("returnId").asText()).isEqualTo(of.id().toString());
  }

  @Test
  void moneyInsteadOfAnExchangeIsToldWhoeverWantsIt() {
    assertThat(EventType.ofKind("exchange-fell-back")).contains(EventType.EXCHANGE_FELL_BACK);
    assertThat(EventType.ofKind("exchange-refund-wanted")).contains(EventType.EXCHANGE_FELL_BACK);
  }

  @Test
  void tellsClaims() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    Claim claim =
        claims.raise(
            new ClaimDraft(
                UUID.randomUUID(),
                order,
                Claim.Kind.MISSING,
                List.of(new OrderPieces(order.lines().getFirst().id(), 1)),
                "it was not in the parcel, says Mila",
                null,
                "en",
                "shopper"),
            List.of());
    claims.callOff(claim.id(), "shopper");

    assertThat(told("claim.raised").path("claimNumber").asText()).isEqualTo(claim.number());
    assertThat(told("claim.raised").path("returnId").isMissingNode()).isTrue();
    assertThat(told("claim.called_off").path("state").asText()).isEqualTo("CALLED_OFF");
    assertThat(told().toString()).doesNotContain("Mila");
  }

  @Test
  void aNameIsThereOnce() {
    assertThat(EventType.all().stream().map(EventType::wire)).doesNotHaveDuplicates();
    assertThat(EventType.all().stream().map(EventType::wire))
        .allMatch(name -> name.matches("[a-z]+\\.[a-z_]+"));
  }
}
