package io.retour.portal;

import io.retour.exchanges.Exchange;
import io.retour.exchanges.Exchanges;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** The page that a simulated payment link leads to; its random key is the permission to pay. */
@Controller
@RequestMapping("/simulated-payment/{key}")
class SimulatedPaymentPage {

  private final Exchanges exchanges;
  private final Returns returns;
  private final RetourProperties properties;

  SimulatedPaymentPage(Exchanges exchanges, Returns returns, RetourProperties properties) {
    this.exchanges = exchanges;
    this.returns = returns;
    this.properties = properties;
  }

  @GetMapping
  String show(@PathVariable UUID key, Locale locale, Model model) {
    Exchange exchange =
        exchanges
            .find(key)
            .filter(found -> found.linkState() != Exchange.Link.NONE)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    PortalBrand.show(properties, returns.get(exchange.returnId()).brand(), model);
    model.addAttribute("languages", PortalLocale.LANGUAGES);
    model.addAttribute("language", locale.getLanguage());
    model.addAttribute("key", key);
    model.addAttribute("state", exchange.linkState().name());
    model.addAttribute("amount", exchange.link().format(locale));
    return "portal/pay";
  }

  @PostMapping
  String pay(@PathVariable UUID key) {
    try {
      exchanges.paid(key);
    } catch (Problem closed) {
      // the page says so
    }
    return "redirect:/simulated-payment/" + key;
  }
}
