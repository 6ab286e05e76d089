package io.retour.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.shared.RetourProperties.Brand;
import io.retour.shared.RetourProperties.Letters;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What a merchant sets for a brand, and what is said when it cannot be used. */
class BrandSettingsTest {

  private static RetourProperties with(String... settings) {
    Map<String, String> set = new HashMap<>();
    set.put("retour.public-url", "https://retour.example");
    set.put("retour.token-secret", "a-secret-that-is-long");
    set.put("retour.carrier-webhook-secret", "a-secret-that-is-long");
    set.put("retour.payment-webhook-secret", "a-secret-that-is-long");
    set.put("retour.brands.lumen.name", "Lumen");
    set.put("retour.brands.lumen.contact", "help@lumen.example");
    for (int i = 0; i < settings.length; i += 2) {
      set.put("retour.brands." + settings[i], settings[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(set))
        .bind("retour", RetourProperties.class)
        .get();
  }

  private static Brand lumen(RetourProperties properties) {
    Brand brand = properties.brands().get("lumen");
    assertThat(brand).isNotNull();
    return brand;
  }

  @Test
  void aBrandNeedsNoMoreThanANameAndAContact() {
    Brand brand = lumen(with());

    assertThat(brand.look().accent()).hasToString("#1d4e4a");
    assertThat(brand.look().letters()).isEqualTo(Letters.SANS);
    assertThat(brand.logo()).isEmpty();
    assertThat(brand.greeting()).isEmpty();
    assertThat(with().page("lumen", "/p/lumen")).isEqualTo("https://retour.example/p/lumen");
  }

  @Test
  void coloursAndTypeAreSettings() {
    Brand brand =
        lumen(
            with(
                "lumen.look.accent", "#8A3B12",
                "lumen.look.ground", "#fbf8f4",
                "lumen.look.corners", "4",
                "lumen.look.letters", "serif",
                "lumen.greeting.nl", "Hallo"));

    assertThat(brand.look().accent()).hasToString("#8a3b12");
    assertThat(brand.look().soft()).hasToString("#f3ebe7");
    assertThat(brand.look().letters()).isEqualTo(Letters.SERIF);
    assertThat(brand.greeting()).containsEntry("nl", "Hallo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lumen.look.accent  | #ffcc00 | retour.brands.lumen.look.accent is #ffcc00, where white words on it cannot be read well: the contrast is 1.51
          lumen.look.accent  | #777777 | retour.brands.lumen.look.accent is #777777, where white words on it cannot be read well: the contrast is 4.47
          lumen.look.accent  | #757575 | retour.brands.lumen.look.accent is #757575, where links on the ground #f6f8f7 cannot be read well
          lumen.look.ground  | #777777 | retour.brands.lumen.look.accent is #1d4e4a, where links on the ground #777777
          lumen.look.ground  | #cccccc | retour.brands.lumen.look.ground is #cccccc, where words on it cannot be read well
          lumen.look.corners | 40      | retour.brands.lumen.look.corners is 40; it is a number of pixels from 0 to 24
          lumen.look.accent  | teal    | "teal" is no colour; write it as #rrggbb
          lumen.host         | https://x.example/ | retour.brands.lumen.host is "https://x.example/"; write the domain alone
          """)
  void saysWhichSettingCannotBeUsedAndWhy(String setting, String value, String said) {
    assertThatThrownBy(() -> with(setting, value)).hasStackTraceContaining(said);
  }

  @Test
  void aDomainIsOfOneBrand() {
    assertThatThrownBy(
            () ->
                with(
                    "lumen.host", "returns.shop.example",
                    "other.name", "Other",
                    "other.contact", "help@other.example",
                    "other.host", "Returns.shop.example"))
        .hasStackTraceContaining("which another brand has; each has its own");
  }

  @Test
  void itsOwnDomainIsInItsAddressesAndLeadsToIt() {
    RetourProperties properties = with("lumen.host", "returns.lumen.example");

    assertThat(properties.page("lumen", "/r/1")).isEqualTo("https://returns.lumen.example/r/1");
    assertThat(properties.page("other", "/r/1")).isEqualTo("https://retour.example/r/1");
    assertThat(properties.brandAt("Returns.Lumen.example", 443)).contains("lumen");
    assertThat(properties.brandAt("retour.example", 443)).isEmpty();
    assertThat(with("lumen.host", "lumen.localhost:8090").brandAt("lumen.localhost", 8090))
        .contains("lumen");
    assertThat(with().brandAt("", 443)).isEmpty();
  }

  /** The examples of WCAG 2.2 and its well-known borders. */
  @ParameterizedTest
  @CsvSource({
    "#000000, #ffffff, 21.00",
    "#777777, #ffffff, 4.47",
    "#767676, #ffffff, 4.54",
    "#0000ff, #ffffff, 8.59",
    "#1d4e4a, #1d4e4a, 1.00"
  })
  void contrastIsThatOfTheGuidelines(String one, String other, String contrast) {
    assertThat(Colour.of(one).contrastWith(Colour.of(other))).hasToString(contrast);
    assertThat(Colour.of(other).contrastWith(Colour.of(one))).hasToString(contrast);
  }
}
