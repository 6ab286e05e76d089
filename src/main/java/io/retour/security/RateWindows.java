package io.retour.security;

import java.time.Instant;

/** Counters of tries, on which all copies of Retour count together. */
public interface RateWindows {

  /**
   * @param used how many tries there were, the last one included
   */
  record Window(int used, Instant endsAt) {}

  /**
   * Counts a try; no two copies ever count the same number.
   *
   * @param bucket what is counted, unreadable
   * @param end when the window ends that begins with this try, if none is open
   */
  Window count(byte[] bucket, Instant now, Instant end);

  /** Deletes the windows that ended. */
  void forget(Instant now);
}
