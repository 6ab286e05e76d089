package io.retour.orders.db;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.ShopPolicies;
import io.retour.policy.ShopPolicy;
import io.retour.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Orders kept in MariaDB. */
@Component
@Transactional(readOnly = true)
class StoredOrders implements Orders {

  private final OrderRepository repository;
  private final ShopPolicies policies;
  private final JdbcClient jdbc;
  private final Clock clock;

  StoredOrders(OrderRepository repository, ShopPolicies policies, JdbcClient jdbc, Clock clock) {
    this.repository = repository;
    this.policies = policies;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Optional<Order> find(String brand, String orderNumber, String emailOrPostcode) {
    String secret = OrderEntity.normalised(emailOrPostcode);
    return byNumber(brand, orderNumber)
        .filter(order -> sameText(order.email(), secret) || sameText(order.postcode(), secret));
  }

  /** Compares in constant time, so that the time of the answer tells nothing. */
  private static boolean sameText(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<Order> byId(UUID orderId) {
    return repository.findById(orderId).map(OrderEntity::toOrder);
  }

  @Override
  public Optional<Order> byNumber(String brand, String orderNumber) {
    return repository
        .findByBrandAndOrderNumber(brand, orderNumber.strip().toUpperCase(Locale.ROOT))
        .map(OrderEntity::toOrder);
  }

  @Override
  public List<Order> byIds(Collection<UUID> orderIds) {
    return repository.findByIdIn(orderIds).stream().map(OrderEntity::toOrder).toList();
  }

  @Override
  public List<Order> ofSameShopper(Order order) {
    return repository
        .findByBrandAndEmailOrderByPlacedAtDesc(
            order.brand(), OrderEntity.normalised(order.email()), Limit.of(200))
        .stream()
        .map(OrderEntity::toOrder)
        .toList();
  }

  @Override
  public List<String> numbersOf(String brand, String email) {
    return jdbc.sql(
            "select order_number from customer_order where brand = ? and email = lower(?)"
                + " order by placed_at desc limit 20")
        .params(brand, email)
        .query(String.class)
        .list();
  }

  @Override
  public List<Order> ofSameIdentity(Order order) {
    return repository
        .ofSameIdentity(
            order.brand(),
            OrderEntity.normalised(order.email()),
            OrderEntity.identity(order.email(), order.postcode()))
        .stream()
        .map(OrderEntity::toOrder)
        .toList();
  }

  @Override
  public List<Order> ofPostcode(String postcode) {
    return repository
        .findByPostcodeOrderByPlacedAtDesc(OrderEntity.normalised(postcode), Limit.of(50))
        .stream()
        .map(OrderEntity::toOrder)
        .toList();
  }

  @Override
  @Transactional
  public boolean add(Order order) {
    if (repository.existsByBrandAndOrderNumber(order.brand(), order.orderNumber())) {
      return false;
    }
    repository.saveAndFlush(new OrderEntity(order));
    ShopPolicy promised = policies.today(order.brand(), order.country());
    jdbc.sql(
            "insert into order_policy"
                + " (order_id, window_days, free_methods, fee_tables, table_checksum, taken_at)"
                + " values (?, ?, ?, ?, ?, ?)")
        .params(
            order.id(),
            promised.windowDays(),
            listed(promised.freeMethods()),
            listed(promised.feeTables()),
            promised.tableChecksum(),
            LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .update();
    return true;
  }

  @Override
  public Optional<ShopPolicy> policyAtPurchase(UUID orderId) {
    return jdbc.sql("select * from order_policy where order_id = ?")
        .param(orderId)
        .query(
            (row, index) ->
                new ShopPolicy(
                    row.getInt("window_days"),
                    unlisted(row.getString("free_methods")),
                    unlisted(row.getString("fee_tables")),
                    row.getString("table_checksum")))
        .optional();
  }

  private static String listed(Set<String> words) {
    return String.join(",", new TreeSet<>(words));
  }

  private static Set<String> unlisted(String words) {
    return Arrays.stream(words.split(","))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  @Override
  @Transactional
  public void lock(UUID orderId) {
    repository
        .lock(orderId)
        .orElseThrow(() -> Problem.notFound("order-unknown", "There is no such order."));
  }
}
