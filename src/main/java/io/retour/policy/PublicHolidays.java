package io.retour.policy;

import java.time.LocalDate;

/** Which days are public holidays where a consumer lives. */
@FunctionalInterface
public interface PublicHolidays {

  /**
   * @param country ISO 3166-1 alpha-2
   */
  boolean on(String country, LocalDate day);
}
