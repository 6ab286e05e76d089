package io.retour.shared;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers to requests that may be repeated, by caller and key. */
public interface KeptAnswers {

  /** What a request was answered. */
  record Answer(
      int status, @Nullable String contentType, @Nullable String location, @Nullable String body) {}

  /**
   * @param fingerprint tells requests apart
   * @param answer absent while the request is still running
   */
  record Kept(String fingerprint, @Nullable Answer answer) {}

  /**
   * Whether this run is the one to do it: the first, or the one after a run that died.
   *
   * @param abandonedBefore a run that began before and has no answer died
   */
  boolean claim(String caller, String key, String fingerprint, Instant at, Instant abandonedBefore);

  Optional<Kept> find(String caller, String key);

  /** Keeps the first answer. */
  void keep(String caller, String key, Answer answer);

  /** Lets the next run try, unless another one has taken over since. */
  void release(String caller, String key, Instant claimedAt);
}
