package io.retour.bench.load;

import java.time.Duration;
import java.util.List;

/**
 * What came of one rate.
 *
 * @param confirmed returns whose confirmation was answered
 * @param completedPerSecond journeys that ended while shoppers came
 * @param settled how long after the last shopper the last journey ended
 * @param lags of the outbox, once a second
 * @param othersShare of the processors, by what is not the stack
 */
record Step(
    int perMinute,
    int confirmed,
    double completedPerSecond,
    Duration settled,
    List<Duration> lags,
    Latencies latencies,
    Usage usage,
    double othersShare,
    List<String> complaints,
    Verdict verdict) {

  Duration worstLag() {
    return lags.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
