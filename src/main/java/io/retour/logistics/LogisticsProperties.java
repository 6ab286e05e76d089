package io.retour.logistics;

import io.retour.shared.Problem;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How ways back are kept tidy.
 *
 * @param sweepInterval how long after a look for labels that nobody is to use and drivers who would
 *     find nothing the next one follows; the first look is as long after the start
 * @param warehouses where parcels go: the addresses of the warehouses as labels show them, by their
 *     names in the table "routing"; the first one is the main warehouse
 */
@ConfigurationProperties("retour")
record LogisticsProperties(
    @DefaultValue("PT5M") Duration sweepInterval, @DefaultValue Map<String, String> warehouses) {

  /**
   * @param warehouse by its name; absent for the main one
   * @throws Problem when nobody said where it is
   */
  String address(@Nullable String warehouse) {
    String address =
        warehouse == null
            ? warehouses.values().stream().findFirst().orElse(null)
            : warehouses.get(warehouse);
    if (address == null) {
      throw Problem.conflict(
          "warehouse-unknown",
          "Nobody said where warehouse %s is; set retour.warehouses.%s."
              .formatted(warehouse, warehouse));
    }
    return address;
  }
}
