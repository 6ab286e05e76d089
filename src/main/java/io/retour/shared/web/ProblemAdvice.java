package io.retour.shared.web;

import io.retour.shared.Problem;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error of the API as a problem detail (RFC 9457) that names the field and the way out. */
@RestControllerAdvice(annotations = RestController.class)
class ProblemAdvice extends ResponseEntityExceptionHandler {

  /**
   * @param field the input that is wrong, as a path into the request
   */
  record FieldError(String field, String detail) {}

  @ExceptionHandler
  ProblemDetail handle(Problem problem) {
    HttpStatus status =
        switch (problem.kind()) {
          case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case CONFLICT -> HttpStatus.CONFLICT;
          case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
          case TOO_MANY_REQUESTS -> HttpStatus.TOO_MANY_REQUESTS;
          case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    ProblemDetail detail = detail(status, problem.code(), problem.detail());
    if (problem.field() != null) {
      detail.setProperty("errors", List.of(new FieldError(problem.field(), problem.detail())));
    }
    return detail;
  }

  @ExceptionHandler
  ProblemDetail handle(OptimisticLockingFailureException conflict) {
    return detail(
        HttpStatus.CONFLICT,
        "changed-meanwhile",
        "Someone else changed this in the meantime; read it again.");
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail detail =
        detail(HttpStatus.UNPROCESSABLE_ENTITY, "invalid", "Some fields are not valid.");
    detail.setProperty(
        "errors",
        invalid.getFieldErrors().stream()
            .map(
                error ->
                    new FieldError(error.getField(), String.valueOf(error.getDefaultMessage())))
            .toList());
    return ResponseEntity.unprocessableEntity().body(detail);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String why = String.valueOf(unreadable.getMostSpecificCause().getMessage());
    int end = why.indexOf('\n');
    return ResponseEntity.badRequest()
        .body(detail(HttpStatus.BAD_REQUEST, "unreadable", end < 0 ? why : why.substring(0, end)));
  }

  static ProblemDetail detail(HttpStatus status, String code, String text) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, text);
    detail.setType(URI.create("urn:retour:problem:" + code));
    detail.setProperty("code", code);
    return detail;
  }
}
