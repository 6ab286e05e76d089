package io.retour.portal;

import io.retour.shared.RetourProperties;
import io.retour.shared.web.ReadsGiveWay;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives the error page the look of the brand whose page was asked for, and a way on in it. */
@ControllerAdvice(assignableTypes = BasicErrorController.class)
class ErrorBrand {

  private static final Pattern OF_BRAND = Pattern.compile("/p/([^/]+)(/.*)?");

  private final RetourProperties properties;

  ErrorBrand(RetourProperties properties) {
    this.properties = properties;
  }

  @ModelAttribute
  void brand(HttpServletRequest request, Model model) {
    model.addAttribute("busy", ReadsGiveWay.turnedAway(request));
    // a page to which a confirmation leads must not say that nothing was changed
    model.addAttribute("looking", "GET".equals(request.getMethod()));
    Matcher path =
        OF_BRAND.matcher(String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)));
    Optional<String> brand =
        path.matches() && properties.brands().containsKey(path.group(1))
            ? Optional.of(path.group(1))
            : properties.brandAt(request.getServerName(), request.getServerPort());
    brand.ifPresent(id -> PortalBrand.show(properties, id, model));
  }
}
