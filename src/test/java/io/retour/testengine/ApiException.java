package io.retour.testengine;

/** A request that gets an error status; the message becomes the problem's detail. */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  private ApiException(final int status, final String message, final Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  static ApiException badRequest(final String message) {
    return new ApiException(400, message, null);
  }

  static ApiException notFound(final String message) {
    return new ApiException(404, message, null);
  }

  /** The status for whatever went wrong: known errors keep theirs, the rest is a 500. */
  static ApiException of(final Exception failure) {
    if (failure instanceof final ApiException known) {
      return known;
    }
    if (failure.getCause() instanceof final EngineRejection rejection) {
      return new ApiException(status(rejection), rejection.getMessage(), rejection);
    }
    return new ApiException(500, failure.toString(), failure);
  }

  private static int status(final EngineRejection rejection) {
    return switch (rejection.type()) {
      case INVALID_ARGUMENT -> 400;
      case NOT_FOUND -> 404;
      case ALREADY_EXISTS, INVALID_STATE -> 409;
      default -> 500;
    };
  }

  int status() {
    return status;
  }
}
