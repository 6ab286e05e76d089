package io.retour.portal;

import io.retour.refunds.LatePayment;
import io.retour.refunds.LateSum;
import io.retour.refunds.PayoutAccount;
import io.retour.refunds.PayoutAccounts;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.springframework.ui.Model;

/** Says on a status page what a late refund brings on top, line by line. */
final class LateNotice {

  private LateNotice() {}

  /** A line of interest, as it is read. */
  record Line(String rate, String from, String until, String amount) {}

  static void show(LatePayment late, PayoutAccounts accounts, Locale locale, Model model) {
    model.addAttribute("late", late);
    model.addAttribute("lateDueOn", date(late.dueOn(), locale));
    model.addAttribute(
        "lateInterest", late.sum().interest().stream().map(line -> line(line, locale)).toList());
    model.addAttribute(
        "lateAccountEnd",
        accounts
            .of(late.returnId())
            .filter(PayoutAccount::usable)
            .map(PayoutAccount::lastFour)
            .orElse(null));
  }

  private static Line line(LateSum.Interest interest, Locale locale) {
    NumberFormat percent = NumberFormat.getNumberInstance(locale);
    percent.setMinimumFractionDigits(2);
    return new Line(
        percent.format(BigDecimal.valueOf(interest.rateBasisPoints(), 2)),
        date(interest.from(), locale),
        date(interest.until(), locale),
        interest.amount().format(locale));
  }

  private static String date(LocalDate day, Locale locale) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(day);
  }
}
