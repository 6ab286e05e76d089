package io.retour.shared;

import java.time.Duration;
import java.time.Instant;

/** What is of no use any more some time after it has done its work. */
public interface KeptForAWhile {

  Duration howLong(RetentionProperties retention);

  /**
   * Deletes what had done its work by then, oldest first.
   *
   * @return how many were deleted; as many as allowed when there may be more
   */
  int forget(Instant doneBefore, int most);
}
