package io.retour.shared;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A no with its reason: what a use case says when it cannot do what was asked. Screens and the API
 * turn it into a clear answer (RFC 9457) that names the field and the way out.
 */
public final class Problem extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** What kind of no it is; each kind answers with one HTTP status. */
  public enum Kind {
    INVALID,
    NOT_FOUND,
    CONFLICT,
    NOT_ALLOWED,
    TOO_MANY_REQUESTS,
    UNAVAILABLE
  }

  private final Kind kind;
  private final String code;
  private final @Nullable String field;

  private Problem(Kind kind, String code, @Nullable String field, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
    this.code = code;
    this.field = field;
  }

  /**
   * @param code a stable word for programs and translations, e.g. {@code quantity-not-returnable}
   * @param field the input that is wrong, as the caller named it
   */
  public static Problem invalid(String code, String field, String detail) {
    return new Problem(Kind.INVALID, code, field, detail);
  }

  public static Problem notFound(String code, String detail) {
    return new Problem(Kind.NOT_FOUND, code, null, detail);
  }

  public static Problem conflict(String code, String detail) {
    return new Problem(Kind.CONFLICT, code, null, detail);
  }

  public static Problem notAllowed(String code, String detail) {
    return new Problem(Kind.NOT_ALLOWED, code, null, detail);
  }

  public static Problem tooManyRequests(String code, String detail) {
    return new Problem(Kind.TOO_MANY_REQUESTS, code, null, detail);
  }

  public static Problem unavailable(String code, String detail) {
    return new Problem(Kind.UNAVAILABLE, code, null, detail);
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  public @Nullable String field() {
    return field;
  }

  /** The sentence a person reads. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
