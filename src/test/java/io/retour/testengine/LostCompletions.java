package io.retour.testengine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loses job completions on purpose: the worker sees success, the engine hears nothing.
 *
 * <p>That is what at-least-once delivery looks like when a process dies after its work and before
 * its answer. The job comes again once its timeout has passed.
 */
final class LostCompletions {

  private final Set<String> jobTypes = ConcurrentHashMap.newKeySet();
  private final EngineHost host;

  LostCompletions(final EngineHost host) {
    this.host = host;
  }

  void loseNext(final String jobType) {
    jobTypes.add(jobType);
  }

  void clear() {
    jobTypes.clear();
  }

  boolean loses(final long jobKey) {
    if (jobTypes.isEmpty()) {
      return false;
    }
    return host.read(documents -> documents.find(Collection.JOBS, jobKey))
        .map(job -> jobTypes.remove(job.path("type").asText()))
        .orElse(false);
  }
}
