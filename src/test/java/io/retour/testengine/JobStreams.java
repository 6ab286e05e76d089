package io.retour.testengine;

import static io.camunda.zeebe.util.buffer.BufferUtil.bufferAsString;

import io.camunda.zeebe.engine.processing.streamprocessor.JobStreamer;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass;
import io.camunda.zeebe.protocol.impl.record.value.job.JobRecord;
import io.camunda.zeebe.protocol.impl.stream.job.ActivatedJob;
import io.camunda.zeebe.protocol.impl.stream.job.JobActivationProperties;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;

/** The workers the engine can push jobs to, and the wake-up call for those that poll. */
final class JobStreams implements JobStreamer {

  private final Map<String, List<Worker>> workers = new ConcurrentHashMap<>();
  private final Map<String, List<Waiter>> waiting = new ConcurrentHashMap<>();
  private final Map<String, Long> notifications = new ConcurrentHashMap<>();
  private final EngineHost host;

  JobStreams(final EngineHost host) {
    this.host = host;
  }

  /** Pushes jobs of this type to the observer until its client goes away. */
  void open(
      final String jobType,
      final JobActivationProperties properties,
      final ServerCallStreamObserver<GatewayOuterClass.ActivatedJob> observer) {
    final var worker = new Worker(properties, observer);
    final Runnable remove = () -> workers.getOrDefault(jobType, List.of()).remove(worker);
    observer.setOnCancelHandler(remove);
    observer.setOnCloseHandler(remove);
    workers.computeIfAbsent(jobType, type -> new CopyOnWriteArrayList<>()).add(worker);
  }

  /** How often work of this type was announced; see {@link #awaitWork}. */
  long notifications(final String jobType) {
    return notifications.getOrDefault(jobType, 0L);
  }

  /** Tells the waiter once work of this type is announced: at once, if that happened since. */
  void awaitWork(final String jobType, final long since, final Waiter waiter) {
    waiting.merge(jobType, List.of(waiter), JobStreams::join);
    if (notifications(jobType) != since) {
      wakeUp(jobType);
    }
  }

  private static List<Waiter> join(final List<Waiter> some, final List<Waiter> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /**
   * Ends all streams and polls, as they belong to clients of a test that is over. Without that a
   * client that just left might still be given the first job of the next test.
   */
  void endAll() {
    final var openStreams = workers.values().stream().flatMap(List::stream).toList();
    final var waiters = waiting.values().stream().flatMap(List::stream).toList();
    workers.clear();
    waiting.clear();
    openStreams.forEach(Worker::end);
    waiters.forEach(Waiter::end);
  }

  @Override
  public void notifyWorkAvailable(final String jobType) {
    notifications.merge(jobType, 1L, Long::sum);
    wakeUp(jobType);
  }

  private void wakeUp(final String jobType) {
    Optional.ofNullable(waiting.remove(jobType))
        .ifPresent(waiters -> waiters.forEach(Waiter::workAvailable));
  }

  @Override
  public Optional<JobStream> streamFor(
      final DirectBuffer jobType, final Predicate<JobActivationProperties> filter) {
    final var candidates =
        new ArrayList<>(
            workers.getOrDefault(bufferAsString(jobType), List.of()).stream()
                .filter(worker -> filter.test(worker.properties()))
                .toList());
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    Collections.shuffle(candidates);
    return Optional.of(new Push(candidates));
  }

  /** Gives an activated job back, as a real gateway does when nobody is there to take it. */
  void yieldJob(final long jobKey, final JobRecord job) {
    host.write(ValueType.JOB, JobIntent.YIELD, jobKey, job);
  }

  /** A request for jobs that waits for work. */
  interface Waiter {

    void workAvailable();

    void end();
  }

  /** The observer is not thread-safe, so both its uses are synchronised. */
  private record Worker(
      JobActivationProperties properties,
      ServerCallStreamObserver<GatewayOuterClass.ActivatedJob> observer) {

    boolean accepts(final GatewayOuterClass.ActivatedJob job) {
      synchronized (observer) {
        if (observer.isCancelled() || !observer.isReady()) {
          return false;
        }
        observer.onNext(job);
        return true;
      }
    }

    void end() {
      synchronized (observer) {
        if (!observer.isCancelled()) {
          observer.onCompleted();
        }
      }
    }
  }

  private final class Push implements JobStream {

    private final List<Worker> candidates;

    private Push(final List<Worker> candidates) {
      this.candidates = candidates;
    }

    @Override
    public JobActivationProperties properties() {
      return candidates.getFirst().properties();
    }

    @Override
    public void push(final ActivatedJob job) {
      final var message = GrpcMessages.activatedJob(job.jobKey(), job.jobRecord());
      if (candidates.stream().noneMatch(worker -> worker.accepts(message))) {
        yieldJob(job.jobKey(), job.jobRecord());
      }
    }
  }
}
