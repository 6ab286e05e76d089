package io.retour.blind;

import io.retour.blind.Candidate.Evidence;
import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.orders.SerialNumber;
import io.retour.orders.SerialNumbers;
import io.retour.orders.SerialNumbers.Sold;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.RetourProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whose may this parcel be? Each order once, with the strongest evidence for it. */
@Component
class CandidateSearch {

  private final Orders orders;
  private final SerialNumbers serials;
  private final Returns returns;
  private final Parcels parcels;
  private final RetourProperties properties;

  CandidateSearch(
      Orders orders,
      SerialNumbers serials,
      Returns returns,
      Parcels parcels,
      RetourProperties properties) {
    this.orders = orders;
    this.serials = serials;
    this.returns = returns;
    this.parcels = parcels;
    this.properties = properties;
  }

  List<Candidate> of(BlindParcel parcel) {
    Map<UUID, Candidate> found = new LinkedHashMap<>();
    parcels
        .returnOf(parcel.reference())
        .ifPresent(of -> add(found, returns.order(of), of, Evidence.TRACKING_NUMBER));
    Stream.of(parcel.reference(), parcel.orderHint())
        .flatMap(number -> returns.findByRmaNumber(number.toUpperCase(Locale.ROOT)).stream())
        .forEach(of -> add(found, returns.order(of), of, Evidence.RETURN_NUMBER));
    Stream.of(parcel.orderHint(), parcel.reference())
        .flatMap(number -> numbered(number).stream())
        .forEach(order -> add(found, order, null, Evidence.ORDER_NUMBER));
    parcel.serials().stream()
        .flatMap(number -> ordersOf(number).stream())
        .forEach(order -> add(found, order, null, Evidence.SERIAL_NUMBER));
    if (!parcel.senderPostcode().isEmpty() && !parcel.skus().isEmpty()) {
      orders.ofPostcode(parcel.senderPostcode()).stream()
          .filter(order -> Contents.fit(parcel.skus(), order, returns.returnable(order)))
          .forEach(order -> add(found, order, null, Evidence.ARTICLES_AND_POSTCODE));
    }
    return List.copyOf(found.values());
  }

  /**
   * The orders of a piece. One that was sold again is of the order from which it can still come; if
   * it can come from none, a person is shown them all.
   */
  private List<Order> ordersOf(SerialNumber number) {
    List<Sold> sold = serials.sold(number);
    List<Order> all = orders.byIds(sold.stream().map(Sold::orderId).distinct().toList());
    List<Order> possible =
        all.stream()
            .filter(
                order ->
                    sold.stream()
                        .filter(piece -> piece.orderId().equals(order.id()))
                        .anyMatch(piece -> canCome(piece, order)))
            .toList();
    return possible.isEmpty() ? all : possible;
  }

  private boolean canCome(Sold piece, Order order) {
    return returns.returnable(order).getOrDefault(piece.lineId(), 0) > 0
        || returns.ofOrder(order.id()).stream().anyMatch(of -> parcels.expects(of) || of.lost());
  }

  /** How many of the order's pieces have one of these numbers, by line. */
  Map<UUID, Integer> linesOf(List<SerialNumber> numbers, UUID orderId) {
    Map<UUID, Integer> pieces = new LinkedHashMap<>();
    numbers.stream()
        .flatMap(
            number ->
                serials.sold(number).stream()
                    .filter(piece -> piece.orderId().equals(orderId))
                    .limit(1))
        .forEach(piece -> pieces.merge(piece.lineId(), 1, Integer::sum));
    return pieces;
  }

  /**
   * The orders of that number, one for each brand that has one.
   *
   * @param number an order number, or brand and order number as in {@code lumen/L-1001}
   */
  List<Order> numbered(String number) {
    if (number.isBlank()) {
      return List.of();
    }
    int slash = number.indexOf('/');
    return properties.brands().keySet().stream()
        .filter(brand -> slash < 0 || brand.equalsIgnoreCase(number.substring(0, slash).strip()))
        .map(brand -> orders.byNumber(brand, number.substring(slash + 1)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static void add(
      Map<UUID, Candidate> found, Order order, @Nullable ReturnCase of, Evidence evidence) {
    found.putIfAbsent(
        order.id(),
        new Candidate(
            order.id(),
            order.brand(),
            order.orderNumber(),
            of == null ? null : of.rmaNumber(),
            evidence));
  }
}
