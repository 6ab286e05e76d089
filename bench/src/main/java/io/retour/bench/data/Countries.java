package io.retour.bench.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The countries of the file in ISO 3166-1 alpha-2. */
final class Countries {

  private static final Map<String, String> BY_NAME =
      Arrays.stream(Locale.getISOCountries())
          .collect(
              Collectors.toMap(
                  code -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH),
                  Function.identity()));

  /** Names that differ from today's, and Jersey for the two bailiwicks that the shop put in one. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "EIRE", "IE",
          "USA", "US",
          "RSA", "ZA",
          "Czech Republic", "CZ",
          "Channel Islands", "JE",
          "Hong Kong", "HK");

  private Countries() {}

  /** Empty for "Unspecified" and "European Community". */
  static Optional<String> code(String name) {
    return Optional.ofNullable(OTHER_NAMES.getOrDefault(name, BY_NAME.get(name)));
  }
}
