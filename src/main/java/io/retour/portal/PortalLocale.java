package io.retour.portal;

import io.retour.shared.Market;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** The reader's language: chosen by link, kept in a cookie, else the browser's. */
@Configuration
class PortalLocale implements WebMvcConfigurer {

  static final List<Locale> LANGUAGES =
      Stream.of("en", "nl", "de", "fr").map(Market::locale).toList();

  @Bean
  LocaleResolver localeResolver() {
    CookieLocaleResolver resolver = new CookieLocaleResolver("retour-language");
    resolver.setCookieHttpOnly(true);
    resolver.setDefaultLocaleFunction(
        request ->
            java.util.Collections.list(request.getLocales()).stream()
                .map(wanted -> Market.locale(wanted.getLanguage()))
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse(LANGUAGES.getFirst()));
    return resolver;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    LocaleChangeInterceptor byLink =
        new LocaleChangeInterceptor() {
          @Override
          protected Locale parseLocaleValue(String wanted) {
            Locale locale = Market.locale(wanted);
            if (!LANGUAGES.contains(locale)) {
              throw new IllegalArgumentException("Not one of the portal's languages: " + wanted);
            }
            return locale;
          }
        };
    byLink.setParamName("lang");
    byLink.setIgnoreInvalidLocale(true);
    registry.addInterceptor(byLink);
  }
}
