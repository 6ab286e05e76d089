package io.retour.refunds.iban;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.shared.Problem;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckedIbansTest {

  private static final Currency EUR = Currency.getInstance("EUR");

  private final CheckedIbans ibans = new CheckedIbans();

  @ParameterizedTest
  @CsvSource({
    "NL91ABNA0417164300, NL91ABNA0417164300",
    "nl91 abna 0417 1643 00, NL91ABNA0417164300",
    "IBAN: DE89 3704 0044 0532 0130 00, DE89370400440532013000",
    "GB29-NWBK-6016-1331-9268-19, GB29NWBK60161331926819",
    "FR14 2004 1010 0505 0001 3M02 606, FR1420041010050500013M02606",
    "BE68\u00a05390\u00a00754\u00a07034, BE68539007547034"
  })
  void takesAnIbanAsPeopleWriteIt(String typed, String iban) {
    assertThat(ibans.checked(typed, EUR)).isEqualTo(iban);
  }

  @ParameterizedTest
  @CsvSource({
    "'  ', iban-missing",
    "NL92ABNA0417164300, iban-check-digits",
    "NL91ABNA0417164301, iban-check-digits",
    "NL91ABNA041716430, iban-length",
    "XX91ABNA0417164300, iban-beginning",
    "4111111111111111, iban-beginning",
    "US64SVBKUS6S3300958879, iban-country",
    "BR1500000000000010932840814P2, iban-country",
    "NL91ABNA04171643ÄÖ, iban-signs",
    "not an account, iban-signs"
  })
  void saysWhatIsWrongAndRepeatsNothing(String typed, String code) {
    assertThatThrownBy(() -> ibans.checked(typed, EUR))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.field()).isEqualTo("iban");
              assertThat(problem.detail()).doesNotContain("0417");
              assertThat(problem.getCause()).isNull();
            });
  }

  /** Only euros go by SEPA; a refund in another currency may go further. */
  @Test
  void takesAnAccountOutsideOfSepaForAnotherCurrency() {
    assertThat(ibans.checked("BR1500000000000010932840814P2", Currency.getInstance("USD")))
        .startsWith("BR");
  }
}
