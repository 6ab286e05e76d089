package io.retour.portal;

import io.retour.shared.RetourProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** A link that opens nothing leads on to where an order is found by its number. */
@ControllerAdvice
class LinkPages {

  private final RetourProperties properties;

  LinkPages(RetourProperties properties) {
    this.properties = properties;
  }

  @ExceptionHandler
  ModelAndView handle(
      LinkNotOpen link, HttpServletRequest request, Locale locale, HttpServletResponse response) {
    response.setStatus(HttpStatus.NOT_FOUND.value());
    Model model = new ExtendedModelMap();
    Optional.ofNullable(link.brand())
        .filter(properties.brands()::containsKey)
        .or(() -> properties.brandAt(request.getServerName(), request.getServerPort()))
        .ifPresent(brand -> PortalBrand.show(properties, brand, model));
    model.addAttribute("brands", properties.brands());
    model.addAttribute("language", locale.getLanguage());
    return new ModelAndView("portal/link", model.asMap());
  }
}
