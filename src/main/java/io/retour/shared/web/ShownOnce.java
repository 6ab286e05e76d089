package io.retour.shared.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * An answer that tells a secret. It is not kept for a request that comes again with its {@code
 * Idempotency-Key}, because it would then stand readable in the database; that request runs again.
 */
public final class ShownOnce {

  private static final String ATTRIBUTE = ShownOnce.class.getName();

  private ShownOnce() {}

  /** Says so of the answer to this request. */
  public static void mark(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, true);
  }

  static boolean isAnswerTo(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }
}
