package io.retour.portal;

import java.util.List;
import java.util.Locale;
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
      List.of(Locale.ENGLISH, Locale.forLanguageTag("nl"), Locale.GERMAN, Locale.FRENCH);

  @Bean
  LocaleResolver localeResolver() {
    CookieLocaleResolver resolver = new CookieLocaleResolver("retour-language");
    resolver.setCookieHttpOnly(true);
    resolver.setDefaultLocaleFunction(
        request ->
            java.util.Collections.list(request.getLocales()).stream()
                .map(wanted -> Locale.of(wanted.getLanguage()))
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse(Locale.ENGLISH));
    return resolver;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    LocaleChangeInterceptor byLink =
        new LocaleChangeInterceptor() {
          @Override
          protected Locale parseLocaleValue(String wanted) {
            Locale locale = Locale.of(wanted);
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
