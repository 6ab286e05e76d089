package io.retour.orders;

import io.retour.policy.ShopPolicy;
import io.retour.shared.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The orders that returns can belong to. */
public interface Orders {

  /**
   * Finds the order a shopper asks for. An unknown number and a wrong e-mail or postcode give the
   * same answer, so that nobody can learn which orders exist.
   *
   * @param emailOrPostcode either one as the shopper typed it; case and blanks do not matter
   */
  Optional<Order> find(String brand, String orderNumber, String emailOrPostcode);

  Optional<Order> byId(UUID orderId);

  /** For who knows the shop's number and has the right to ask without the shopper's secret. */
  Optional<Order> byNumber(String brand, String orderNumber);

  List<Order> byIds(Collection<UUID> orderIds);

  /** Orders of the same shopper (by e-mail) within the brand, newest first, at most 200. */
  List<Order> ofSameShopper(Order order);

  /** Numbers of the brand's orders with that e-mail, newest first, at most 20. */
  List<String> numbersOf(String brand, String email);

  /** Orders sent to that postcode, of all brands, newest first, at most 50. */
  List<Order> ofPostcode(String postcode);

  /**
   * Orders of the same person within the brand, newest first, at most 200: those of the same mail
   * address, and those of the same postcode whose address differs only by dots and by what follows
   * a plus sign. Neighbours are other people.
   */
  List<Order> ofSameIdentity(Order order);

  /**
   * What the shop promised when the order came in; absent for orders that came before snapshots
   * were kept.
   */
  Optional<ShopPolicy> policyAtPurchase(UUID orderId);

  /**
   * Keeps a new order, once, with a snapshot of the shop's policy: the same order again changes
   * nothing.
   *
   * @return false when the brand already has an order of that number
   */
  boolean add(Order order);

  /**
   * Locks the order until the transaction ends, so that two refunds of one order are weighed one
   * after the other.
   */
  void lock(UUID orderId);

  /** What is answered when there is no such order. */
  static Problem unknown() {
    return Problem.notFound("order-unknown", "There is no such order.");
  }
}
