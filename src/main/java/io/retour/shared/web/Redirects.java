package io.retour.shared.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.servlet.view.UrlBasedViewResolver;

/**
 * Redirects whose address has what somebody sent: it is taken as it is. Otherwise braces in it
 * would be looked up as names of values, and signs that no header may have would take the address
 * away, so that the browser would not know where to go.
 */
@Component
class Redirects implements ViewResolver, Ordered {

  private static final String SIGNS = "-._~:/?#[]@!$&'()*+,;=%";

  @Override
  public @Nullable View resolveViewName(String name, Locale locale) {
    if (!name.startsWith(UrlBasedViewResolver.REDIRECT_URL_PREFIX)) {
      return null;
    }
    RedirectView view =
        new RedirectView(
            encoded(name.substring(UrlBasedViewResolver.REDIRECT_URL_PREFIX.length())), true);
    view.setExpandUriTemplateVariables(false);
    return view;
  }

  /** What an address may have stays, all else is written in hexadecimal (RFC 3986, 2.1). */
  static String encoded(String address) {
    StringBuilder result = new StringBuilder();
    for (byte each : address.getBytes(StandardCharsets.UTF_8)) {
      char sign = (char) (each & 0xFF);
      if (sign < 0x80 && (Character.isLetterOrDigit(sign) || SIGNS.indexOf(sign) >= 0)) {
        result.append(sign);
      } else {
        result.append("%%%02X".formatted((int) sign));
      }
    }
    return result.toString();
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
