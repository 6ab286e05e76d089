package io.retour.notifications.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.notifications.MailOutbox.Due;
import io.retour.notifications.Notifications.Link;
import io.retour.shared.Market;
import io.retour.shared.RetourProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** What a shopper sees of a mail, for every text of a mail in every language. */
class HtmlPartTest {

  private static final String PAGE = "http://localhost:8090/r/RMA-7H2K-9QXM?t=eyJ0b2tlbiI.c2ln-_A";
  private static final String ACCOUNT =
      "http://localhost:8090/a/RMA-7H2K-9QXM?t=eyJ0b2tlbiI.c2ln-_B";
  private static final Path PICTURED = Path.of("target/mails");

  private static final RetourProperties PROPERTIES = properties();
  private static final ResourceBundleMessageSource TEXTS = texts();
  private static final HtmlPart HTML = new HtmlPart(engine(), PROPERTIES);

  private static RetourProperties properties() {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(
        new ClassPathResource("application.yml"), new ClassPathResource("config/application.yml"));
    Properties set = new Properties();
    Properties read = yaml.getObject();
    assertThat(read).isNotNull();
    read.forEach(
        (key, value) -> {
          if (String.valueOf(key).startsWith("retour.") && !String.valueOf(value).contains("${")) {
            set.put(key, value);
          }
        });
    return new Binder(new MapConfigurationPropertySource(set))
        .bind("retour", RetourProperties.class)
        .get();
  }

  private static ResourceBundleMessageSource texts() {
    ResourceBundleMessageSource source = new ResourceBundleMessageSource();
    source.setBasenames("messages", "words");
    source.setDefaultEncoding("UTF-8");
    source.setFallbackToSystemLocale(false);
    return source;
  }

  private static SpringTemplateEngine engine() {
    ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
    resolver.setPrefix("templates/");
    resolver.setSuffix(".html");
    resolver.setCharacterEncoding("UTF-8");
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(resolver);
    engine.setTemplateEngineMessageSource(TEXTS);
    return engine;
  }

  private static Due mail(
      String brand, String language, String subject, String body, @Nullable Link link) {
    return new Due(
        UUID.randomUUID(),
        brand,
        language,
        "mila@example.org",
        subject,
        body,
        link,
        null,
        0,
        Instant.EPOCH);
  }

  private static String shown(Due mail) {
    return HTML.of(mail).orElseThrow();
  }

  /** What a reader sees of a page, word by word. */
  private static List<String> words(String text) {
    return Arrays.stream(text.split("[\\s\\h]+"))
        .map(word -> word.replaceAll("^[-:]+|:+$", ""))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static List<String> read(String html) {
    String body = html.substring(html.indexOf("<body"));
    return words(
        HtmlUtils.htmlUnescape(
            body.replaceAll("(?s)<!--.*?-->", "")
                .replaceAll("<(?:br|/p|/td|/th|/li|/h1)[^>]*>", "\n")
                .replaceAll("<[^>]*>", "")));
  }

  static Stream<String> templates() {
    return ResourceBundle.getBundle("messages", Locale.ROOT).keySet().stream()
        .filter(key -> key.startsWith("mail.") && key.endsWith(".body"))
        .map(key -> key.substring("mail.".length(), key.length() - ".body".length()))
        .sorted();
  }

  /** As the writers fill them in; numbers where the text chooses by them. */
  private static Object[] details(String template) {
    List<Object> details = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      details.add("detail-" + i);
    }
    if (!template.startsWith("withdrawal-")) {
      details.set(3, PAGE);
      details.set(8, "detail-8");
      details.set(9, "https://pay.example/s/1");
      details.set(16, ACCOUNT);
      details.set(20, "First cause: €5\nSecond cause: €6");
      details.set(26, 3);
    }
    return details.toArray();
  }

  @ParameterizedTest
  @MethodSource("templates")
  void saysEveryWordOfTheTextInTheSameOrder(String template) {
    for (String language : List.of("en", "nl", "de", "fr")) {
      Locale locale = Market.locale(language);
      Object[] details = details(template);
      String body = TEXTS.getMessage("mail." + template + ".body", details, locale);
      Link link =
          Stream.of(9, 16, 3)
              .map(at -> String.valueOf(details[at]))
              .filter(url -> url.startsWith("http") && body.contains(url))
              .findFirst()
              .map(url -> new Link(url, "Press me"))
              .orElse(null);

      String html =
          shown(
              mail(
                  "kestrel",
                  language,
                  TEXTS.getMessage("mail." + template + ".subject", details, locale),
                  body,
                  link));

      List<String> found = new ArrayList<>(read(html));
      for (String word : words(body)) {
        int at = found.indexOf(word);
        assertThat(at).as("%s of %s in %s", word, body, found).isNotNegative();
        found.subList(0, at + 1).clear();
      }
      assertThat(html).contains("lang=\"" + language + "\"");
      assertThat(html.split("Press me", -1)).hasSize(link == null ? 1 : 2);
      if (link != null) {
        assertThat(read(html)).contains(link.url());
        assertThat(html).contains("href=\"" + link.url() + "\"");
      }
    }
  }

  @Test
  void hasColoursAndTypeOfItsBrand() {
    String lumen = shown(mail("lumen", "en", "Refunded", "Hello,", null));
    String kestrel = shown(mail("kestrel", "en", "Refunded", "Hello,", null));

    assertThat(lumen)
        .contains("#4a3fb5", ">Lumen<", "mailto:help@lumen.example", "system-ui")
        .doesNotContain("#8a3b12", "Kestrel");
    assertThat(kestrel)
        .contains("#8a3b12", ">Kestrel Outdoor<", "mailto:service@kestrel.example", "Georgia")
        .doesNotContain("#4a3fb5", "Lumen");
  }

  @Test
  void showsWhatSomebodyWroteAsTheyWroteIt() {
    String html =
        shown(
            mail(
                "lumen",
                "nl",
                "About <b>it</b>",
                "Of your return: <script>alert('x')</script> & \"co\"\n\n"
                    + "Your statement\n  Name: <img src=x onerror=alert(1)>\n\n- <i>1</i>\n",
                null));

    assertThat(html)
        .doesNotContain("<script", "<img", "<b>", "<i>")
        .contains("&lt;script&gt;", "&lt;img src=x", "&amp; &quot;co&quot;", "About &lt;b&gt;");
  }

  /** Mail programs ask before they load anything, and readers of mails are nobody's to count. */
  @Test
  void loadsNothingFromAnywhere() {
    String html = shown(mail("lumen", "en", "Refunded", "Follow it: " + PAGE, link()));

    Matcher loaded = Pattern.compile("src=|url\\(|@import|<link|<script|<img").matcher(html);
    assertThat(loaded.find()).isFalse();
    assertThat(html).contains("prefers-color-scheme: dark", "<meta charset=\"utf-8\">");
  }

  @Test
  void leavesAMailOfBeforeAsItWas() {
    assertThat(HTML.of(mail("lumen", "", "Refunded", "Hello,", null))).isEmpty();
    assertThat(HTML.of(mail("", "", "Refunded", "Hello,", null))).isEmpty();
    assertThat(HTML.of(mail("gone", "en", "Refunded", "Hello,", null))).isEmpty();
  }

  private static Link link() {
    return new Link(PAGE, "See your return");
  }

  /** For who wants to look at them: one that is short, one with facts, one that is long. */
  @ParameterizedTest
  @ValueSource(strings = {"lumen", "kestrel"})
  void canBeLookedAt(String brand) throws IOException {
    Locale english = Market.locale("en");
    Map<String, Object[]> mails =
        Map.of(
            "label-ready",
            new Object[] {"RMA-7H2K-9QXM", "L-1001", "€130.90", PAGE},
            "withdrawal-received",
            new Object[] {
              "Mila Jansen",
              "Lumen",
              "L-1001",
              "2 × T-shirt, 1 × Desk lamp",
              "mila@example.org",
              "3 March 2026 at 10:15:00 CET",
              "3 March 2026 at 10:15:01 CET",
              "0b6f3c0e-6a0e-4f0f-9d2f-0c8a6f3a2b11",
              "help@lumen.example"
            },
            "withdrawal-answer",
            new Object[] {
              "Mila Jansen",
              "3 March 2026 at 10:15:00 CET",
              "L-1001",
              "Your withdrawal is in time for:\n- 2 × T-shirt\n- 1 × Desk lamp\n"
                  + "It is return RMA-7H2K-9QXM. Send the items back by 17 March 2026.\n\n"
                  + "Follow your return: "
                  + PAGE,
              "help@lumen.example",
              "0b6f3c0e-6a0e-4f0f-9d2f-0c8a6f3a2b11"
            },
            "refund-account",
            details("refund-account"));
    for (Map.Entry<String, Object[]> each : mails.entrySet()) {
      String key = "mail." + each.getKey();
      String body = TEXTS.getMessage(key + ".body", each.getValue(), english);
      String html =
          shown(
              mail(
                  brand,
                  "en",
                  TEXTS.getMessage(key + ".subject", each.getValue(), english),
                  body,
                  body.contains(ACCOUNT)
                      ? new Link(ACCOUNT, "Name your account")
                      : body.contains(PAGE) ? link() : null));
      Path file = PICTURED.resolve(brand + "-" + each.getKey() + ".html");
      assertThat(Files.writeString(file, html)).isNotEmptyFile();
    }
  }

  @BeforeAll
  static void folder() {
    try {
      Files.createDirectories(PICTURED);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
