package io.retour.blind;

import io.retour.blind.Candidate.Evidence;
import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.Orders;
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
  private final Returns returns;
  private final Parcels parcels;
  private final RetourProperties properties;

  CandidateSearch(Orders orders, Returns returns, Parcels parcels, RetourProperties properties) {
    this.orders = orders;
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
    if (!parcel.senderPostcode().isEmpty() && !parcel.skus().isEmpty()) {
      orders.ofPostcode(parcel.senderPostcode()).stream()
          .filter(order -> Contents.fit(parcel.skus(), order, returns.returnable(order)))
          .forEach(order -> add(found, order, null, Evidence.ARTICLES_AND_POSTCODE));
    }
    return List.copyOf(found.values());
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
