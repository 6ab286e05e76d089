package io.retour.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The ids of what a request creates. The effect of a request and its kept answer are two
 * transactions; when the power goes between them, or a request takes so long that it is sent again,
 * it runs a second time. With ids that follow from caller, key and request, that second run finds
 * what the first one did.
 */
public final class RequestId {

  private static final String ATTRIBUTE = RequestId.class.getName();

  private RequestId() {}

  /** Remembers what makes a request the same one when it comes again. */
  static void remember(HttpServletRequest request, String caller, String key, String fingerprint) {
    request.setAttribute(ATTRIBUTE, String.join("\n", caller, key, fingerprint));
  }

  /**
   * The id of what the request creates: the same one for a request that is sent again with its
   * {@code Idempotency-Key}, a random one without a key.
   *
   * @param what tells several things apart that one request creates
   */
  public static UUID of(HttpServletRequest request, String what) {
    return request.getAttribute(ATTRIBUTE) instanceof String same
        ? UUID.nameUUIDFromBytes((same + "\n" + what).getBytes(StandardCharsets.UTF_8))
        : UUID.randomUUID();
  }
}
