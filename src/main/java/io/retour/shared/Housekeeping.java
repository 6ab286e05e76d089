package io.retour.shared;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes what was kept long enough, in small steps that hold nobody up. Several copies of Retour
 * do no harm to each other, and a step that fails comes again.
 */
@Component
class Housekeeping {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final int STEP = 1000;

  private final List<KeptForAWhile> kept;
  private final RetentionProperties retention;
  private final Clock clock;

  Housekeeping(List<KeptForAWhile> kept, RetentionProperties retention, Clock clock) {
    this.kept = List.copyOf(kept);
    this.retention = retention;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${retour.retention.interval:PT1H}")
  void clear() {
    for (KeptForAWhile each : kept) {
      Instant doneBefore = clock.instant().minus(each.howLong(retention));
      int all = 0;
      int step;
      do {
        step = each.forget(doneBefore, STEP);
        all += step;
      } while (step == STEP);
      if (all > 0) {
        log.info("{} rows that were done before {} are deleted", all, doneBefore);
      }
    }
  }
}
