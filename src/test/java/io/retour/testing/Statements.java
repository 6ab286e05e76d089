package io.retour.testing;

import io.retour.orders.Order;
import io.retour.shared.Market;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Statement.ReceivedThrough;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Statements of withdrawal as consumers make them. */
public final class Statements {

  private Statements() {}

  /** All of the order, with its own address, on the portal. */
  public static Statement about(Order order) {
    return about(order, "");
  }

  public static Statement about(Order order, String items) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return statement(order.orderNumber(), items, order.email(), ReceivedThrough.PORTAL, now, now);
  }

  /** Whatever somebody wrote to identify a contract. */
  public static Statement of(String contract, String contact) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return statement(contract, "", contact, ReceivedThrough.PORTAL, now, now);
  }

  /** Posted then, received a minute ago. */
  public static Statement byLetter(Order order, Instant posted) {
    return statement(
        order.orderNumber(),
        "",
        order.email(),
        ReceivedThrough.LETTER,
        posted.truncatedTo(ChronoUnit.MILLIS),
        Instant.now().minus(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.MILLIS));
  }

  private static Statement statement(
      String contract,
      String items,
      String contact,
      ReceivedThrough through,
      Instant statedAt,
      Instant receivedAt) {
    return new Statement(
        UUID.randomUUID(),
        "lumen",
        "Sam de Vries",
        contract,
        items,
        List.of(),
        contact,
        "en",
        through,
        statedAt,
        receivedAt,
        Market.zone("NL"),
        "consumer");
  }
}
