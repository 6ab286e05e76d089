package io.retour.shared.web;

import io.retour.shared.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what no other controller does, so that a mistyped address reads like any other error. */
@RestController
@Hidden
class UnknownEndpoint {

  @RequestMapping({"/api/**", "/webhooks/**"})
  void unknown(HttpServletRequest request) {
    throw Problem.notFound(
        "endpoint-unknown",
        "There is no %s %s.".formatted(request.getMethod(), request.getRequestURI()));
  }
}
