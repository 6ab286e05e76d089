package io.retour.logistics;

import io.retour.returns.WaysCarried;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The carrier's terms and points, as the offer of ways back asks for them. */
@Component
class CarrierWays implements WaysCarried {

  private static final Logger log = LoggerFactory.getLogger(CarrierWays.class);

  private final List<Carrier> carriers;
  private final DropOffPoints points;

  CarrierWays(List<Carrier> carriers, DropOffPoints points) {
    this.carriers = List.copyOf(carriers);
    this.points = points;
  }

  @Override
  public List<String> methods(String country, long gramsEach, boolean lithium) {
    return carriers.stream()
        .limit(1)
        .flatMap(carrier -> carrier.terms().entrySet().stream())
        .filter(way -> way.getValue().take(country, gramsEach, lithium))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** No offer waits for, or breaks with, a search of points that is away. */
  @Override
  public OptionalInt nearestPoint(String country, String postcode) {
    try {
      return points.near(country, postcode).stream().mapToInt(DropOffPoint::distanceMetres).min();
    } catch (RuntimeException away) {
      log.warn("No drop-off points could be found near {}: {}", country, away.getMessage());
      return OptionalInt.empty();
    }
  }
}
