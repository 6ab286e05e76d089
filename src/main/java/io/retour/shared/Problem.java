package io.retour.shared;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
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

  /**
   * One of several things that are wrong.
   *
   * @param field the input, as the caller named it
   */
  public record Part(String field, String detail) {}

  private final Kind kind;
  private final String code;
  private final transient List<Part> parts;
  private final @Nullable Duration retryAfter;

  private Problem(Kind kind, String code, String detail, List<Part> parts) {
    this(kind, code, detail, parts, null);
  }

  private Problem(
      Kind kind, String code, String detail, List<Part> parts, @Nullable Duration retryAfter) {
    super(detail, null, false, false);
    this.kind = kind;
    this.code = code;
    this.parts = List.copyOf(parts);
    this.retryAfter = retryAfter;
  }

  /**
   * @param code a stable word for programs and translations, e.g. {@code quantity-not-returnable}
   * @param field the input that is wrong, as the caller named it
   */
  public static Problem invalid(String code, String field, String detail) {
    return new Problem(Kind.INVALID, code, detail, List.of(new Part(field, detail)));
  }

  /**
   * @param parts everything that is wrong, at least one; the sentence of the first stands for all
   */
  public static Problem invalid(String code, List<Part> parts) {
    return new Problem(Kind.INVALID, code, parts.getFirst().detail(), parts);
  }

  /**
   * @param detail the sentence that stands for all
   * @param parts everything that is wrong, at least one
   */
  public static Problem invalid(String code, String detail, List<Part> parts) {
    return new Problem(Kind.INVALID, code, detail, parts);
  }

  public static Problem notFound(String code, String detail) {
    return new Problem(Kind.NOT_FOUND, code, detail, List.of());
  }

  public static Problem conflict(String code, String detail) {
    return new Problem(Kind.CONFLICT, code, detail, List.of());
  }

  public static Problem notAllowed(String code, String detail) {
    return new Problem(Kind.NOT_ALLOWED, code, detail, List.of());
  }

  /**
   * @param part the input that names what is not allowed
   */
  public static Problem notAllowed(String code, Part part) {
    return new Problem(Kind.NOT_ALLOWED, code, part.detail(), List.of(part));
  }

  /**
   * @param retryAfter how long to wait before it is worth another try
   */
  public static Problem tooManyRequests(String code, String detail, Duration retryAfter) {
    return new Problem(Kind.TOO_MANY_REQUESTS, code, detail, List.of(), retryAfter);
  }

  public static Problem unavailable(String code, String detail) {
    return new Problem(Kind.UNAVAILABLE, code, detail, List.of());
  }

  /**
   * @param retryAfter how long to wait before it is worth another try
   */
  public static Problem unavailable(String code, String detail, Duration retryAfter) {
    return new Problem(Kind.UNAVAILABLE, code, detail, List.of(), retryAfter);
  }

  public Kind kind() {
    return kind;
  }

  public String code() {
    return code;
  }

  /** The first input that is wrong, absent when it is about none. */
  public @Nullable String field() {
    return parts.isEmpty() ? null : parts.getFirst().field();
  }

  /** Every input that is wrong, with its sentence. */
  public List<Part> parts() {
    return parts;
  }

  /** How long to wait before it is worth another try, absent when nobody can say. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** The sentence a person reads. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
