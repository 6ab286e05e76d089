package io.retour.shared.web;

import io.retour.shared.Brands;
import io.retour.shared.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Whatever a staff address names has to be of a brand of the caller's, else it is answered as if it
 * were not there, and what is not there too: a name that only the controller can read, say one with
 * a blank before it, opens nothing. It stands before every controller, so that none can forget to
 * ask; what nobody told the brand of ({@link NamedThing}) opens to the whole house only.
 */
@Component
class BrandGate implements HandlerInterceptor {

  /** Looked up below what another part of the same address names, and only there. */
  private static final Set<String> BELOW = Set.of("photoId", "deliveryId", "sku", "processId");

  /** No brand's: a figure of the overview, a simulator. */
  private static final Set<String> OF_NO_BRAND = Set.of("chart", "simulator");

  private final BrandAccess access;
  private final Map<String, NamedThing> things;

  BrandGate(BrandAccess access, List<NamedThing> things) {
    this.access = access;
    this.things =
        things.stream().collect(Collectors.toMap(NamedThing::variable, Function.identity()));
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Brands brands = access.brands();
    if (brands.every()) {
      return true;
    }
    Object parts = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    if (parts instanceof Map<?, ?> named) {
      boolean below = named.keySet().stream().anyMatch(things::containsKey);
      named.forEach(
          (variable, name) -> check(String.valueOf(variable), String.valueOf(name), below, brands));
    }
    return true;
  }

  private void check(String variable, String name, boolean below, Brands brands) {
    NamedThing thing = things.get(variable);
    if (thing == null) {
      if (!OF_NO_BRAND.contains(variable) && !(below && BELOW.contains(variable))) {
        throw Problem.notFound("unknown", "There is no such thing.");
      }
    } else if (thing.brandOf().apply(name).filter(brands::include).isEmpty()) {
      throw thing.unknown().get();
    }
  }
}
