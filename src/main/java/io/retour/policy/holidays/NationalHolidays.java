package io.retour.policy.holidays;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.retour.policy.PublicHolidays;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The public holidays of a whole country, from Jollyday. Holidays of a region only are left out, as
 * the order does not say the region; a country that Jollyday does not know has none.
 */
@Component
class NationalHolidays implements PublicHolidays {

  private final Map<String, Optional<HolidayManager>> calendars = new ConcurrentHashMap<>();

  @Override
  public boolean on(String country, LocalDate day) {
    return calendars
        .computeIfAbsent(country, NationalHolidays::calendar)
        .map(
            calendar ->
                calendar.isHoliday(day, HolidayType.PUBLIC_HOLIDAY)
                    || calendar.isHoliday(day, HolidayType.BANK_HOLIDAY))
        .orElse(false);
  }

  private static Optional<HolidayManager> calendar(String country) {
    String code = country.toLowerCase(Locale.ROOT);
    return HolidayManager.getSupportedCalendarCodes().contains(code)
        ? Optional.of(HolidayManager.getInstance(ManagerParameters.create(code)))
        : Optional.empty();
  }
}
