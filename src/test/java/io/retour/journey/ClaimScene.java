package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.retour.claims.Claim;
import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Outcome;
import io.retour.claims.Claim.Remedy;
import io.retour.claims.ClaimDraft;
import io.retour.claims.ClaimPhoto;
import io.retour.claims.ClaimUnit;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.testing.Photos;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shopper, the shop and the carrier around a claim, for tests to play. */
@TestComponent
class ClaimScene {

  private final Claims claims;
  private final Orders orders;
  private final JdbcClient jdbc;

  ClaimScene(Claims claims, Orders orders, JdbcClient jdbc) {
    this.claims = claims;
    this.orders = orders;
    this.jdbc = jdbc;
  }

  /** Claims every piece of the order. */
  Claim claims(Order order, Kind kind, @Nullable Remedy wish, boolean photo) {
    orders.add(order);
    UUID id = UUID.randomUUID();
    return claims.raise(
        new ClaimDraft(
            id,
            order,
            kind,
            order.lines().stream()
                .map(line -> new OrderPieces(line.id(), line.quantity()))
                .toList(),
            kind == Kind.DAMAGED ? "" : "tell-tale",
            wish,
            "en",
            "shopper"),
        photo ? List.of(photo(id)) : List.of());
  }

  Claim claims(Order order, Kind kind) {
    return claims(order, kind, null, false);
  }

  static ClaimPhoto photo(UUID claimId) {
    return new ClaimPhoto(UUID.randomUUID(), claimId, Photos.picture("jpg", 40, 30), Instant.now());
  }

  void soldOut(String sku) {
    jdbc.sql("insert ignore into simulated_sold_out (sku) values (?)").param(sku).update();
  }

  Claim now(Claim of) {
    return claims.get(of.id());
  }

  List<Remedy> remedies(Claim of) {
    return now(of).units().stream().map(ClaimUnit::remedy).toList();
  }

  void awaitOutcome(Claim of, Outcome outcome) {
    await("outcome of " + of.number())
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(now(of).outcome()).isEqualTo(outcome));
  }

  void awaitMail(Claim of, String template) {
    await(template).atMost(Scene.PATIENCE).until(() -> mails(of).contains(template));
  }

  /** The templates of the mails to the shopper, in their order. */
  List<String> mails(Claim of) {
    return jdbc.sql("select template from message where return_id = ? order by created_at")
        .param(of.id())
        .query(String.class)
        .list();
  }

  /** What that mail says. */
  String text(Claim of, String template) {
    return jdbc.sql("select body from message where return_id = ? and template = ?")
        .params(of.id(), template)
        .query(String.class)
        .single();
  }

  void awaitEnd(Claim of) {
    await("end of " + of.number()).atMost(Scene.PATIENCE).until(() -> !now(of).open());
  }
}
