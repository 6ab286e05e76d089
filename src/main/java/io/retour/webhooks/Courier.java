package io.retour.webhooks;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries one message to one address, once. */
public interface Courier {

  /**
   * What the receiver said.
   *
   * @param retryAfter how long it wants not to be asked; absent when it did not say
   */
  record Answer(int status, @Nullable Duration retryAfter) {}

  /** There was no answer; the message says why, in words for the integrator. */
  final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    public NoAnswer(String why) {
      super(why, null, false, false);
    }
  }

  Answer carry(URI to, Map<String, String> headers, String body) throws NoAnswer;
}
