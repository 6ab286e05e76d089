package io.retour.shared.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.retour.shared.Problem;
import io.retour.shared.db.DatabaseAway;
import io.retour.shared.web.BodyLimitFilter.BodyTooLarge;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every error of the API as a problem detail (RFC 9457) that names the field and the way out. */
@RestControllerAdvice(annotations = RestController.class)
@Order(0) // before what is for pages: programs get no page
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  /**
   * @param field the input that is wrong, as a path into the request
   */
  record FieldError(String field, String detail) {}

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(Problem problem) {
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
    if (!problem.parts().isEmpty()) {
      detail.setProperty(
          "errors",
          problem.parts().stream()
              .map(part -> new FieldError(part.field(), part.detail()))
              .toList());
    }
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (problem.retryAfter() != null) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfter().toSeconds()));
    }
    return answer.body(detail);
  }

  @ExceptionHandler
  ProblemDetail handle(OptimisticLockingFailureException conflict) {
    return detail(
        HttpStatus.CONFLICT,
        "changed-meanwhile",
        "Someone else changed this in the meantime; read it again.");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(DataAccessResourceFailureException away) {
    log.warn("The database is away: {}", away.getMessage());
    return later(away);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(TransientDataAccessResourceException away) {
    log.warn("The database is away: {}", away.getMessage());
    return later(away);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> handle(CannotCreateTransactionException away) {
    log.warn("The database is away: {}", away.getMessage());
    return later(away);
  }

  private static ResponseEntity<ProblemDetail> later(RuntimeException away) {
    boolean busy = DatabaseAway.allInUse(away);
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "5")
        .body(
            detail(
                HttpStatus.SERVICE_UNAVAILABLE,
                busy ? ReadsGiveWay.CODE : "database-away",
                busy ? ReadsGiveWay.SENTENCE : "Nothing was changed. Try again in a few seconds."));
  }

  @ExceptionHandler
  ProblemDetail handle(Exception unexpected) throws Exception {
    if (unexpected instanceof AccessDeniedException
        || unexpected instanceof AuthenticationException) {
      throw unexpected; // answered by the security filters
    }
    String reference = UUID.randomUUID().toString().substring(0, 8);
    log.error("Unexpected, reference {}", reference, unexpected);
    return detail(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "unexpected",
        "Something went wrong on our side; name reference %s when you ask.".formatted(reference));
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
    for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLarge tooLarge) {
        return ResponseEntity.status(HttpStatus.PAYLOAD_TOO_LARGE)
            .body(
                detail(
                    HttpStatus.PAYLOAD_TOO_LARGE,
                    BodyTooLarge.CODE,
                    String.valueOf(tooLarge.getMessage())));
      }
    }
    return ResponseEntity.badRequest()
        .body(
            unreadable.getCause() instanceof JsonProcessingException json
                ? handle(json)
                : at("body", HttpStatus.BAD_REQUEST, "unreadable", "The body is missing."));
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException missing,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String field = missing.getParameterName();
    return ResponseEntity.badRequest()
        .body(
            at(
                field,
                HttpStatus.BAD_REQUEST,
                "parameter-missing",
                "Send the parameter %s.".formatted(field)));
  }

  @Override
  protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException other,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return ResponseEntity.status(status)
        .headers(headers)
        .body(
            detail(
                HttpStatus.METHOD_NOT_ALLOWED,
                "method-not-allowed",
                "Here is no %s; use %s."
                    .formatted(other.getMethod(), names(other.getSupportedHttpMethods()))));
  }

  @Override
  protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException other,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return ResponseEntity.status(status)
        .headers(headers)
        .body(
            at(
                HttpHeaders.CONTENT_TYPE,
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "media-type-unsupported",
                "Send %s.".formatted(names(other.getSupportedMediaTypes()))));
  }

  @Override
  protected ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
      HttpMediaTypeNotAcceptableException other,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return ResponseEntity.status(status)
        .headers(headers)
        .body(
            at(
                HttpHeaders.ACCEPT,
                HttpStatus.NOT_ACCEPTABLE,
                "not-acceptable",
                "The answer is %s.".formatted(names(other.getSupportedMediaTypes()))));
  }

  @Override
  protected ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException unknown,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return ResponseEntity.status(status)
        .body(
            detail(
                HttpStatus.NOT_FOUND,
                "endpoint-unknown",
                "There is no %s /%s."
                    .formatted(unknown.getHttpMethod(), unknown.getResourcePath())));
  }

  private static String names(@Nullable Collection<?> choices) {
    return choices == null || choices.isEmpty()
        ? "application/json"
        : choices.stream()
            .map(String::valueOf)
            .filter(each -> !each.contains("*"))
            .distinct()
            .sorted()
            .collect(Collectors.joining(" or "));
  }

  /** Whatever else the framework answers with has a code too. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail detail
        && (detail.getProperties() == null || !detail.getProperties().containsKey("code"))) {
      HttpStatus known = HttpStatus.resolve(status.value());
      String code =
          known == null ? "unexpected" : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
      detail.setType(type(code));
      detail.setProperty("code", code);
    }
    return new ResponseEntity<>(body, headers, status);
  }

  @ExceptionHandler
  ProblemDetail handle(JsonProcessingException unreadable) {
    String sentence = Unreadable.sentence(unreadable);
    String field = Unreadable.field(unreadable);
    return field.isEmpty()
        ? detail(HttpStatus.BAD_REQUEST, "unreadable", sentence)
        : at(field, HttpStatus.BAD_REQUEST, "unreadable", sentence);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException mismatch,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String field =
        mismatch instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(mismatch.getPropertyName());
    String sentence = "The value of %s cannot be read.".formatted(field);
    return ResponseEntity.badRequest()
        .body(at(field, HttpStatus.BAD_REQUEST, "unreadable", sentence));
  }

  @Override
  protected ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail detail =
        detail(HttpStatus.UNPROCESSABLE_ENTITY, "invalid", "Some parameters are not valid.");
    detail.setProperty(
        "errors",
        invalid.getParameterValidationResults().stream()
            .flatMap(
                result ->
                    result.getResolvableErrors().stream()
                        .map(
                            error ->
                                new FieldError(
                                    String.valueOf(result.getMethodParameter().getParameterName()),
                                    String.valueOf(error.getDefaultMessage()))))
            .toList());
    return ResponseEntity.unprocessableEntity().body(detail);
  }

  private static ProblemDetail at(String field, HttpStatus status, String code, String text) {
    ProblemDetail detail = detail(status, code, text);
    detail.setProperty("errors", List.of(new FieldError(field, text)));
    return detail;
  }

  static ProblemDetail detail(HttpStatus status, String code, String text) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, text);
    detail.setType(type(code));
    detail.setProperty("code", code);
    return detail;
  }

  private static URI type(String code) {
    return URI.create("urn:retour:problem:" + code);
  }
}
