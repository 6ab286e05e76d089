package io.retour.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What is wrong before it is clear which controller is meant: address, method, media types. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemsBeforeControllers {

  private final ProblemAdvice advice;

  ProblemsBeforeControllers(ProblemAdvice advice) {
    this.advice = advice;
  }

  /**
   * @throws Exception the same, when a person asked who gets a page
   */
  @ExceptionHandler({
    NoResourceFoundException.class,
    HttpRequestMethodNotSupportedException.class,
    HttpMediaTypeException.class
  })
  @Nullable ResponseEntity<Object> handle(Exception problem, HttpServletRequest request)
      throws Exception {
    if (!ProblemResponse.isWantedBy(request)) {
      throw problem;
    }
    return advice.handleException(problem, new ServletWebRequest(request));
  }
}
