package io.retour.portal;

import io.retour.shared.RetourProperties;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** Puts a brand on a page. */
final class PortalBrand {

  private PortalBrand() {}

  static void show(RetourProperties properties, String brand, Model model) {
    RetourProperties.Brand known = properties.brands().get(brand);
    if (known == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    model.addAttribute("brandId", brand);
    // not "brand": on the error page that is the address's variable, as it was written
    model.addAttribute("shop", known);
  }
}
