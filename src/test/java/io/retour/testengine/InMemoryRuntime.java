package io.retour.testengine;

import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camunda 8.8 as Camunda Process Test needs it, inside this JVM and without Docker.
 *
 * <p>Started with the first test that asks for it and shared by all that follow, like a container
 * that is reused; CPT purges it after each test. Use forks to run tests in parallel.
 */
public final class InMemoryRuntime {

  /** Names the runtime of process tests: {@code in-memory}, or {@code managed} for Docker. */
  public static final String RUNTIME_PROPERTY = "retour.process-test.runtime";

  private static final String IN_MEMORY = "in-memory";
  private static final Logger LOG = LoggerFactory.getLogger(InMemoryRuntime.class);

  private final LostCompletions lostCompletions;
  private final int grpcPort;
  private final int restPort;

  private InMemoryRuntime() throws IOException {
    final var host = new EngineHost();
    lostCompletions = new LostCompletions(host);
    grpcPort =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new GrpcGateway(host, lostCompletions))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build()
            .start()
            .getPort();
    final var server = new RestServer();
    new RestApi(host, lostCompletions).register(server);
    restPort = server.start().port();
    LOG.info("In-memory Camunda runtime started [gRPC: {}, REST: {}]", grpcPort, restPort);
  }

  /**
   * The runtime of this JVM, started by the first call.
   *
   * @throws IllegalStateException when process tests run on another one: what is done to this one
   *     would go unnoticed
   */
  public static InMemoryRuntime get() {
    if (!isSelected()) {
      throw new IllegalStateException(
          "Process tests run on %s, so there is no in-memory runtime; assume isSelected() first"
              .formatted(System.getProperty(RUNTIME_PROPERTY)));
    }
    return Holder.INSTANCE;
  }

  /** Whether process tests use this runtime, which they do unless a property names another. */
  public static boolean isSelected() {
    return IN_MEMORY.equals(System.getProperty(RUNTIME_PROPERTY, IN_MEMORY));
  }

  /**
   * Lets the next completion of a job of this type get lost: the worker sees success, the engine
   * hears nothing, and the job comes again once its timeout has passed.
   */
  public void loseNextCompletion(final String jobType) {
    lostCompletions.loseNext(jobType);
  }

  /** The settings with which Camunda Process Test finds this runtime. */
  Map<String, Object> processTestProperties() {
    final var prefix = "camunda.process-test.";
    final var rest = "http://localhost:" + restPort;
    return Map.of(
        prefix + "runtime-mode",
        "remote",
        prefix + "remote.camunda-monitoring-api-address",
        rest,
        prefix + "remote.client.rest-address",
        rest,
        prefix + "remote.client.grpc-address",
        "http://localhost:" + grpcPort);
  }

  private static final class Holder {

    private static final InMemoryRuntime INSTANCE = start();

    private static InMemoryRuntime start() {
      try {
        return new InMemoryRuntime();
      } catch (final IOException e) {
        throw new UncheckedIOException("The in-memory Camunda runtime did not start", e);
      }
    }
  }
}
