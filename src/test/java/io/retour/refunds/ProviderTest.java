package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Refund.State;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.StubServer;
import io.retour.testing.WebTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/**
 * The whole application with real connectors, whose providers are played by servers on loopback.
 * All such tests share one application.
 */
@WebTest
public abstract class ProviderTest {

  private static final String NOTHING_LISTED =
      "{\"object\": \"list\", \"url\": \"/v1\", \"has_more\": false, \"data\": []}";

  protected static final StubServer STRIPE = new StubServer();
  protected static final StubServer MOLLIE = new StubServer();
  protected static final StubServer ADYEN = new StubServer();

  @Autowired protected MockMvc http;
  @Autowired protected JdbcClient jdbc;
  @Autowired private Orders orders;
  @Autowired private Returns returns;
  @Autowired private Refunds refunds;
  @Autowired private Payouts payouts;
  @Autowired private RefundStore store;

  private UUID grantId = new UUID(0, 0);

  @DynamicPropertySource
  static void providers(DynamicPropertyRegistry settings) {
    settings.add("retour.stripe.url", STRIPE::url);
    settings.add("retour.mollie.url", MOLLIE::url);
    settings.add("retour.adyen.url", ADYEN::url);
  }

  @BeforeEach
  void nobodySaidAnythingYet() {
    List.of(STRIPE, MOLLIE, ADYEN).forEach(StubServer::reset);
    STRIPE.on("GET /v1/disputes", 200, NOTHING_LISTED);
    STRIPE.on("GET /v1/refunds", 200, NOTHING_LISTED);
  }

  /** A grant of 24.95 EUR of an order that was paid through the provider, undisputed. */
  protected final void granted(String provider, String paymentReference) {
    MOLLIE.on(
        "GET /v2/payments/" + paymentReference + "/chargebacks",
        200,
        "{\"count\": 0, \"_embedded\": {\"chargebacks\": []}}");
    MOLLIE.on(
        "GET /v2/payments/" + paymentReference + "/refunds",
        200,
        "{\"count\": 0, \"_embedded\": {\"refunds\": []}}");
    granted(order().line("TEE-M", 1, 2495).paidThrough(provider, paymentReference).build());
  }

  /** A grant of such an order. */
  protected final void granted(Order order) {
    orders.add(order);
    ReturnCase underway = returns.register(Confirmed.onePieceOf(order));
    grantId = refunds.grant(underway.id(), "REFUND", 0).id();
  }

  /** Has the grant paid back through the provider. */
  protected final Payout submitted() {
    return payouts.submit(grantId);
  }

  /** The refund of the grant, as it is kept. */
  protected final Refund refund() {
    return store.refunds(grantId).getFirst();
  }

  protected final void assertState(State state) {
    assertThat(refund().state()).isEqualTo(state);
  }
}
