package io.retour.insights;

import static io.retour.testing.OrderBuilder.order;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A small made-up history of a brand: returns as they were confirmed on some day, and payments. */
public final class Told {

  private final Orders orders;
  private final Returns returns;
  private final JdbcClient jdbc;
  private final String brand;

  private String currency = "EUR";
  private String channel = "webshop";
  private String sku = "TEE-M";
  private int ordered = 1;
  private int pieces = 1;
  private ReturnReason reason = ReturnReason.NO_REASON_GIVEN;

  public Told(Orders orders, Returns returns, JdbcClient jdbc, String brand) {
    this.orders = orders;
    this.returns = returns;
    this.jdbc = jdbc;
    this.brand = brand;
  }

  public Told in(String currencyCode) {
    currency = currencyCode;
    return this;
  }

  public Told through(String name) {
    channel = name;
    return this;
  }

  public Told of(String article, int piecesOrdered, int piecesBack) {
    sku = article;
    ordered = piecesOrdered;
    pieces = piecesBack;
    return this;
  }

  public Told because(ReturnReason why) {
    reason = why;
    return this;
  }

  /** The order was placed three days before. */
  public ReturnCase confirmed(String at) {
    Instant moment = Instant.parse(at);
    Order order = order(currency).brand(brand).line(sku, ordered, 2000).build();
    orders.add(order);
    jdbc.sql("update customer_order set placed_at = ? where id = ?")
        .params(utc(moment).minusDays(3), order.id())
        .update();
    ReturnCase confirmed =
        returns.register(Confirmed.piecesOf(order, pieces, reason, "PARCEL_DROP_OFF"));
    jdbc.sql("update return_case set registered_at = ?, channel = ? where id = ?")
        .params(utc(moment), channel, confirmed.id())
        .update();
    return confirmed;
  }

  /** As the ledger books it; the database lets nobody change an entry afterwards. */
  public void paid(ReturnCase of, String booking, String account, long minor, String at) {
    String name = booking + ":" + UUID.randomUUID();
    entry(of, name, "REFUNDS_PAYABLE", -minor, at);
    entry(of, name, account, minor, at);
  }

  private void entry(ReturnCase of, String booking, String account, long minor, String at) {
    jdbc.sql(
            "insert into ledger_entry (booking, account, amount_minor, currency, order_id,"
                + " return_id, booked_at) values (?, ?, ?, ?, ?, ?, ?)")
        .params(booking, account, minor, currency, of.orderId(), of.id(), utc(Instant.parse(at)))
        .update();
  }

  private static LocalDateTime utc(Instant moment) {
    return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
  }
}
