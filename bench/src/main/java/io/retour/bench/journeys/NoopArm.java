package io.retour.bench.journeys;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.client.api.command.FinalCommandStep;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.grpc.Status;
import io.retour.bench.Surroundings;
import io.retour.bench.ToolException;
import io.retour.bench.journeys.Recording.Task;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The same journey with workers that do nothing: each job is answered at once with what the real
 * worker answered in the recording, and each message comes as soon as all has happened that
 * happened before it there.
 */
final class NoopArm implements AutoCloseable {

  private static final String LAST_JOB = "close-return";

  // like the application's, see application.yml and WorkerThreads
  private static final int MAX_JOBS_ACTIVE = 64;
  private static final int THREADS = 32;
  private static final Duration JOB_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration MESSAGE_TTL = Duration.ofHours(24);
  private static final int MESSAGES_AT_ONCE = 50;
  private static final int TRIES = 60;

  private final CamundaClient camunda;
  private final Recording recording;
  private final Map<String, Playback> playbacks = new ConcurrentHashMap<>();
  private volatile CountDownLatch open = new CountDownLatch(0);

  NoopArm(Surroundings surroundings, Recording recording) {
    this.recording = recording;
    this.camunda =
        CamundaClient.newClientBuilder()
            .grpcAddress(surroundings.camunda())
            .preferRestOverGrpc(false)
            .defaultRequestTimeout(Duration.ofSeconds(30))
            .jobWorkerExecutor(
                Executors.newScheduledThreadPool(
                    THREADS, Thread.ofVirtual().name("noop-", 0).factory()))
            .build();
    deploy(surroundings.checkout());
    for (String type : recording.jobTypes()) {
      var worker =
          camunda
              .newWorker()
              .jobType(NoopJourney.PREFIX + type)
              .handler((client, job) -> complete(client, job, type))
              .name("bench")
              .timeout(JOB_TIMEOUT)
              .maxJobsActive(MAX_JOBS_ACTIVE)
              .streamEnabled(true);
      if (!type.equals("record-decision")) {
        worker = worker.fetchVariables("returnId"); // as the real ones ask for what they need
      }
      worker.open();
    }
  }

  /** Tables and forms go along, because journeys bind to those of their own deployment. */
  private void deploy(Path checkout) {
    DeployResourceCommandStep2 command = null;
    for (String folder : List.of("bpmn", "dmn", "forms")) {
      for (Path file : files(checkout.resolve(folder))) {
        String name = file.getFileName().toString();
        boolean journey = name.endsWith(".bpmn");
        try {
          String content = Files.readString(file);
          var step = command == null ? camunda.newDeployResourceCommand() : command;
          command =
              step.addResourceStringUtf8(
                  journey ? NoopJourney.of(content) : content,
                  journey ? NoopJourney.PREFIX + name : name);
        } catch (IOException unreadable) {
          throw new ToolException("%s cannot be read.".formatted(file), unreadable);
        }
      }
    }
    if (command == null) {
      throw new ToolException("There are no journeys in %s.".formatted(checkout));
    }
    send(command);
  }

  private static List<Path> files(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{bpmn,dmn,form}")) {
      List<Path> found = new ArrayList<>();
      files.forEach(found::add);
      found.sort(Path::compareTo);
      return found;
    } catch (IOException unreadable) {
      throw new ToolException("%s cannot be read.".formatted(folder), unreadable);
    }
  }

  /** Starts so many journeys at once, and comes back when the last job of each is done. */
  void run(int journeys, Duration longest) throws InterruptedException {
    open = new CountDownLatch(journeys);
    try (ExecutorService starters = Executors.newFixedThreadPool(MESSAGES_AT_ONCE)) {
      for (int i = 0; i < journeys; i++) {
        starters.execute(() -> publish(recording.start(UUID.randomUUID().toString())));
      }
    }
    if (!open.await(longest.toSeconds(), TimeUnit.SECONDS)) {
      throw new ToolException(
          "%d journeys without work did not end within %s.".formatted(open.getCount(), longest));
    }
  }

  private void complete(JobClient client, ActivatedJob job, String type) {
    String returnId = String.valueOf(job.getVariablesAsMap().get("returnId"));
    Playback playback = playbacks.computeIfAbsent(returnId, anew -> new Playback(recording, anew));
    Task task = new Task(type, job.getElementId());
    send(client.newCompleteCommand(job).variables(playback.answer(job.getKey(), task)));
    playback.done(job.getKey(), task).forEach(this::publish);
    if (type.equals(LAST_JOB)) {
      open.countDown();
    }
  }

  private void publish(Recording.Message message) {
    send(
        camunda
            .newPublishMessageCommand()
            .messageName(message.name())
            .correlationKey(message.correlationKey())
            .messageId(UUID.randomUUID().toString())
            .timeToLive(MESSAGE_TTL)
            .variables(message.variables()));
  }

  /** Back-pressure is part of the game for both kinds of workers: wait and say it again. */
  private static void send(FinalCommandStep<?> command) {
    for (int tries = 1; ; tries++) {
      try {
        command.send().join();
        return;
      } catch (ClientStatusException refused) {
        if (refused.getStatusCode() == Status.Code.NOT_FOUND) {
          return; // another try of the same command came through
        }
        if (tries == TRIES || refused.getStatusCode() == Status.Code.INVALID_ARGUMENT) {
          throw refused;
        }
        try {
          Thread.sleep(Math.min(2000, 50L << Math.min(tries, 6)));
        } catch (InterruptedException stopping) {
          Thread.currentThread().interrupt();
          throw refused;
        }
      }
    }
  }

  @Override
  public void close() {
    camunda.close();
  }
}
