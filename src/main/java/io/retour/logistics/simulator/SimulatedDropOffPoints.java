package io.retour.logistics.simulator;

import io.retour.logistics.DropOffPoint;
import io.retour.logistics.DropOffPoints;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Shops that do not exist, the same ones for the same postcode. */
@Component
@ConditionalOnProperty(name = "retour.carrier", havingValue = "simulated", matchIfMissing = true)
class SimulatedDropOffPoints implements DropOffPoints {

  private static final Set<String> SERVED = Set.of("NL", "BE", "DE", "GB");
  private static final List<String> NAMES =
      List.of("Corner shop", "Station kiosk", "Garden centre", "Supermarket", "Parcel locker");
  private static final List<String> HOURS =
      List.of(
          "Mo-Sa 08:00-20:00",
          "Mo-Su 06:00-23:00",
          "Mo-Sa 09:00-18:00",
          "Mo-Su 08:00-22:00",
          "Mo-Su 00:00-24:00");

  @Override
  public List<DropOffPoint> near(String country, String postcode) {
    String area = postcode.strip().toUpperCase(Locale.ROOT).replace(" ", "");
    if (!SERVED.contains(country) || area.isEmpty()) {
      return List.of();
    }
    // a seed, not a secret: the same postcode always has the same shops
    Random random = new Random((country + area).hashCode());
    int distance = 0;
    DropOffPoint[] points = new DropOffPoint[NAMES.size()];
    for (int i : IntStream.range(0, points.length).toArray()) {
      distance += 150 + random.nextInt(900);
      points[i] =
          new DropOffPoint(
              "%s-%s-%d".formatted(country, area, i + 1),
              NAMES.get(i),
              "%d High Street, %s".formatted(1 + random.nextInt(200), area),
              distance,
              HOURS.get(i));
    }
    return List.of(points);
  }
}
