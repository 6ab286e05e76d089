package io.retour.policy.holidays;

import io.retour.policy.PublicHolidays;

/** The holidays without an application around them. */
public final class HolidaysForTests {

  private HolidaysForTests() {}

  public static PublicHolidays national() {
    return new NationalHolidays();
  }
}
