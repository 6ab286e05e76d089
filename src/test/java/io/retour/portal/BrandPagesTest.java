package io.retour.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.shared.RetourProperties;
import io.retour.shared.RetourProperties.Brand;
import io.retour.testing.WebTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/** What is each brand's own on the portal: look, logo, words, domain. */
@WebTest
@TestPropertySource(properties = "retour.brands.lumen.host=returns.lumen.example")
class BrandPagesTest {

  @Autowired MockMvc http;
  @Autowired RetourProperties properties;

  private String page(String address, Locale language) throws Exception {
    return http.perform(get(address).locale(language))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @ParameterizedTest
  @CsvSource({"lumen, #4a3fb5, 14px, system-ui", "kestrel, #8a3b12, 4px, Georgia"})
  void aBrandsLookIsAStyleSheetOfItsSettings(
      String brand, String accent, String corners, String letters) throws Exception {
    String tag =
        http.perform(get("/p/{brand}/look.css", brand))
            .andExpect(status().isOk())
            .andExpect(content().contentType("text/css;charset=UTF-8"))
            .andExpect(header().string(HttpHeaders.CACHE_CONTROL, "max-age=600, public"))
            .andExpect(content().string(containsString("--accent: " + accent)))
            .andExpect(content().string(containsString("--radius: " + corners)))
            .andExpect(content().string(containsString("--font: " + letters)))
            .andReturn()
            .getResponse()
            .getHeader(HttpHeaders.ETAG);

    assertThat(tag).isNotNull();
    http.perform(get("/p/{brand}/look.css", brand).header(HttpHeaders.IF_NONE_MATCH, tag))
        .andExpect(status().isNotModified());
    assertThat(page("/p/" + brand, Locale.ENGLISH))
        .contains("href=\"/p/" + brand + "/look.css\"", "/p/" + brand + "/icon")
        .doesNotContain("style=");
  }

  @ParameterizedTest
  @CsvSource({"lumen, Lumen", "kestrel, Kestrel Outdoor"})
  void aLogoIsAPictureWithTheNameInWords(String brand, String name) throws Exception {
    assertThat(page("/p/" + brand, Locale.ENGLISH))
        .contains("<img src=\"/p/" + brand + "/logo\" alt=\"" + name + "\">");
    for (String picture : new String[] {"logo", "icon"}) {
      http.perform(get("/p/{brand}/{picture}", brand, picture))
          .andExpect(status().isOk())
          .andExpect(content().contentType("image/svg+xml"))
          .andExpect(content().string(containsString("<svg")))
          .andExpect(header().exists("Content-Security-Policy"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "nl", "de", "fr"})
  void aBrandBeginsInItsOwnWords(String language) throws Exception {
    for (String id : properties.brands().keySet()) {
      Brand brand = properties.brands().get(id);
      assertThat(brand).isNotNull();
      String greeting = brand.greeting().get(language);
      assertThat(greeting).isNotBlank();
      assertThat(page("/p/" + id, Locale.of(language))).contains(greeting);
      assertThat(page("/", Locale.of(language))).contains(greeting);
    }
  }

  @Test
  void aBrandsDomainOpensItsPortal() throws Exception {
    http.perform(get("https://returns.lumen.example/"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("action=\"/p/lumen/find\"")))
        .andExpect(content().string(containsString("/p/lumen/look.css")))
        .andExpect(content().string(not(containsString("kestrel"))));
    http.perform(get("https://retour.example/"))
        .andExpect(content().string(containsString("/p/lumen")))
        .andExpect(content().string(containsString("/p/kestrel")));
  }

  @Test
  void thePathGoesOnWorkingOnEveryDomain() throws Exception {
    http.perform(get("https://retour.example/p/lumen"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("action=\"/p/lumen/find\"")));
  }

  @Test
  void staffAndTheListOfShopsKeepRetoursOwnLook() throws Exception {
    assertThat(page("/", Locale.ENGLISH)).contains("/img/icon-").doesNotContain("look.css");
  }

  @Test
  void anUnknownBrandHasNothing() throws Exception {
    for (String file : new String[] {"look.css", "logo", "icon"}) {
      http.perform(get("/p/nobody/" + file)).andExpect(status().isNotFound());
    }
  }

  @Test
  void takesALogoFromAnywhereWithoutABuild(@TempDir Path folder) throws Exception {
    Path logo = Files.writeString(folder.resolve("logo.svg"), "<svg/>");

    BrandFiles files = new BrandFiles(withLogo("file:" + logo), new DefaultResourceLoader());

    assertThat(files.logo("lumen").getBody()).asString().isEqualTo("<svg/>");
    assertThat(files.icon("lumen").getStatusCode().value()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "file:/nowhere/logo.svg, there is no such file",
    "classpath:/application.yml, a picture of a brand is an .svg or a .png"
  })
  void saysAtTheStartWhichLogoCannotBeUsed(String place, String why) {
    assertThatThrownBy(() -> new BrandFiles(withLogo(place), new DefaultResourceLoader()))
        .hasMessageContaining("retour.brands.lumen.logo is " + place)
        .hasMessageContaining(why);
  }

  private RetourProperties withLogo(String place) {
    Brand lumen = properties.brands().get("lumen");
    assertThat(lumen).isNotNull();
    return new RetourProperties(
        properties.publicUrl(),
        properties.operateUrl(),
        properties.tasklistUrl(),
        properties.tokenSecret(),
        properties.carrierWebhookSecret(),
        properties.paymentWebhookSecret(),
        properties.fullWarehouses(),
        Map.of(
            "lumen",
            new Brand(
                lumen.name(),
                lumen.contact(),
                lumen.account(),
                lumen.host(),
                lumen.look(),
                place,
                "",
                lumen.greeting())));
  }

  /** For who wants to look at them. */
  @Test
  void canBeLookedAt() throws Exception {
    Path folder = Files.createDirectories(Path.of("target/brands"));
    for (String address : new String[] {"/", "/p/lumen", "/p/kestrel"}) {
      Path file = folder.resolve(address.replace("/", "_") + ".html");
      assertThat(Files.writeString(file, page(address, Locale.ENGLISH))).isNotEmptyFile();
    }
  }
}
