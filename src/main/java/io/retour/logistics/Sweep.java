package io.retour.logistics;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through returns for which a carrier still has something to do. One that fails keeps no other
 * waiting, and stays for the next sweep.
 */
final class Sweep {

  /** How many are read at a time. */
  static final int AT_ONCE = 50;

  private static final Logger log = LoggerFactory.getLogger(Sweep.class);

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private Sweep() {}

  /**
   * @param next at most {@link #AT_ONCE} returns after that one, in the order of their ids
   * @param task may run again for the same return
   */
  static void each(Function<UUID, List<UUID>> next, Consumer<UUID> task) {
    for (List<UUID> some = next.apply(BEFORE_ALL);
        !some.isEmpty();
        some = next.apply(some.getLast())) {
      for (UUID returnId : some) {
        try {
          task.accept(returnId);
        } catch (RuntimeException failed) {
          log.warn("Left for the next sweep: return {}", returnId, failed);
        }
      }
    }
  }
}
