package io.retour.privacy.web;

import io.retour.privacy.Audit;
import io.retour.privacy.Audited;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Writes down who used a page that is {@link Audited}: what was refused or not found is not written
 * down. A page that cannot be written down is not shown; a photo has been sent by then. What a
 * screen refuses with a page or a redirect, the screen writes down itself when it is done.
 */
@Component
class AuditInterceptor implements HandlerInterceptor {

  private static final int FIRST_REFUSAL = 400;

  private final Audit audit;

  AuditInterceptor(Audit audit) {
    this.audit = audit;
  }

  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView view) {
    if (handler instanceof HandlerMethod method && response.getStatus() < FIRST_REFUSAL) {
      Audited audited = method.getMethodAnnotation(Audited.class);
      Principal who = request.getUserPrincipal();
      if (audited != null && who != null) {
        audit.note(who.getName(), audited.value(), about(request, audited.about()), "");
      }
    }
  }

  private static String about(HttpServletRequest request, String part) {
    Object parts = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    Object found = parts instanceof Map<?, ?> all && !part.isEmpty() ? all.get(part) : null;
    return found == null ? "" : found.toString();
  }
}
