package io.retour.returns;

import io.retour.orders.Order;
import io.retour.shared.Market;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose law of conformity protects a buyer, and how far its time has run: the facts of the table
 * {@code conformity}.
 *
 * @param law NL, FR, BE, PL, ES, PT, SE, FI, IE and UK, EU for the other member states, OTHER
 *     outside, BUSINESS for a purchase that no consumer law protects
 * @param daysSinceDelivery whole days in the consumer's zone, -1 when no delivery is known
 * @param monthsSinceDelivery calendar months begun since delivery, so that 24 means "within two
 *     years"; zero when no delivery is known
 */
public record ConformityTime(String law, int daysSinceDelivery, int monthsSinceDelivery) {

  /**
   * Member states whose time differs from the two years of Directive (EU) 2019/771 Art. 10(1), or
   * whose presumption from the one year of Art. 11(1).
   */
  private static final Set<String> LAW_OF_ITS_OWN =
      Set.of("NL", "FR", "BE", "PL", "ES", "PT", "SE", "FI", "IE");

  /**
   * @param deliveredOn where the consumer lives, absent before delivery
   * @param on the day whose state is asked for
   */
  public static ConformityTime of(Order order, @Nullable LocalDate deliveredOn, LocalDate on) {
    if (deliveredOn == null) {
      return new ConformityTime(law(order), -1, 0);
    }
    int months = 0;
    while (deliveredOn.plusMonths(months).isBefore(on)) {
      months++;
    }
    return new ConformityTime(
        law(order), (int) Math.max(0, ChronoUnit.DAYS.between(deliveredOn, on)), months);
  }

  private static String law(Order order) {
    return order.consumer() ? lawOf(order.country()) : "BUSINESS";
  }

  /**
   * @param country a consumer's, ISO 3166-1 alpha-2
   */
  public static String lawOf(String country) {
    return LAW_OF_ITS_OWN.contains(country) ? country : Market.legalRegion(country).name();
  }
}
