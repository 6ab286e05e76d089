package io.retour.orders.db;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Orders kept in MariaDB. */
@Component
@Transactional(readOnly = true)
class StoredOrders implements Orders {

  private final OrderRepository repository;

  StoredOrders(OrderRepository repository) {
    this.repository = repository;
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
  @Transactional
  public boolean add(Order order) {
    if (repository.existsByBrandAndOrderNumber(order.brand(), order.orderNumber())) {
      return false;
    }
    repository.saveAndFlush(new OrderEntity(order));
    return true;
  }

  @Override
  @Transactional
  public void lock(UUID orderId) {
    repository
        .lock(orderId)
        .orElseThrow(() -> Problem.notFound("order-unknown", "There is no such order."));
  }
}
