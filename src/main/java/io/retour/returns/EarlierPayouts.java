package io.retour.returns;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

/** What the payments know of earlier returns. */
public interface EarlierPayouts {

  /**
   * How many of these returns were paid out another way than the purchase was paid, since a moment.
   */
  int elsewhere(Collection<UUID> returnIds, Instant since);

  /** How many of these returns are not paid out now because the payment is disputed at a bank. */
  int disputed(Collection<UUID> returnIds);
}
