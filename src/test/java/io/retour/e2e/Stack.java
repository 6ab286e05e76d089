package io.retour.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The real stack, started by the same {@code ./retour} that people use, on ports of its own. It
 * runs the jar that this Maven build has packaged.
 */
final class Stack {

  static final Path OUTPUT = Path.of("target", "e2e").toAbsolutePath();

  private static final Path HOME = OUTPUT.resolve("stack");
  private static final Path LAUNCHER_LOG = OUTPUT.resolve("launcher.log");
  private static final Path OFFSET_FILE = HOME.resolve("port-offset");
  private static final boolean KEEP = Boolean.getBoolean("e2e.keep");

  /** The first start on a new machine downloads some 700 MB of servers. */
  private static final Duration LONGEST_START = Duration.ofMinutes(15);

  private static final List<String> FORMS =
      List.of(
          "agree-pickup",
          "arrange-collection",
          "arrange-label",
          "assess-defect",
          "clarify-item",
          "collect-unpaid-amount",
          "hasten-refund",
          "identify-contract",
          "identify-parcel",
          "pay-late-interest",
          "pay-out-by-hand",
          "find-out-who-paid",
          "pursue-carrier-claim",
          "review-claim",
          "review-conformity",
          "review-inspection",
          "review-objection",
          "review-return",
          "settle-late-refund",
          "stop-shipment",
          "tracking-incident");

  /** Every port of the stack; see {@code stack/README.md}. */
  private static final List<Integer> PORTS =
      List.of(
          1025, 3316, 8025, 8080, 8082, 8089, 8090, 8091, 8180, 9200, 9300, 9600, 9601, 9602, 9603,
          9604, 26500, 26501, 26502, 26512, 26522);

  private final HttpClient http = HttpClient.newHttpClient();
  private int offset;
  private final Thread stopAnyway = new Thread(this::down, "stop-the-stack");

  void start() {
    try {
      Files.createDirectories(OUTPUT);
      Files.deleteIfExists(LAUNCHER_LOG);
      FileSystemUtils.deleteRecursively(OUTPUT.resolve("screenshots"));
      FileSystemUtils.deleteRecursively(OUTPUT.resolve("failures"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    System.out.printf("Starting the stack; its launcher writes to %s%n", LAUNCHER_LOG);
    if (!KEEP) {
      if (Files.exists(OFFSET_FILE)) {
        // left over by a run that was killed
        retour("reset", "--yes");
      }
      // when this JVM is told to stop half-way
      Runtime.getRuntime().addShutdownHook(stopAnyway);
    }
    offset = chooseOffset();
    up();
    awaitForms();
  }

  /** The first thousand at which nobody listens: other stacks may run on the same machine. */
  private static int chooseOffset() {
    Integer wanted = Integer.getInteger("e2e.port-offset");
    if (wanted != null) {
      return wanted;
    }
    try {
      if (Files.exists(OFFSET_FILE)) {
        return Integer.parseInt(Files.readString(OFFSET_FILE).strip());
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return IntStream.iterate(1000, tried -> tried < 10_000, tried -> tried + 1000)
        .filter(tried -> PORTS.stream().allMatch(port -> isFree(port + tried)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No free ports: name an e2e.port-offset"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Starts what does not run. */
  void up() {
    retour("up");
    if (Files.exists(HOME.resolve("logs").resolve("retour-build.log"))) {
      System.err.println(
          "Sources changed after this build packaged them, so the launcher built Retour anew.");
    }
  }

  /** The fault experiment on this stack; fails, with its report, when something does not hold. */
  void chaos(int returns, int kills, long seed) {
    retour(
        "chaos", "--returns", "" + returns, "--kills", "" + kills, "--seed", Long.toString(seed));
  }

  void close() {
    if (!KEEP) {
      down();
      Runtime.getRuntime().removeShutdownHook(stopAnyway);
    }
  }

  private void down() {
    retour("down");
  }

  /** Ends a component as a power cut would: at once, with nothing said to anyone. */
  void kill(String component) {
    Path file = HOME.resolve("run").resolve(component + ".pid");
    ProcessHandle process;
    try {
      process =
          ProcessHandle.of(Long.parseLong(Files.readString(file).split(" ")[0])).orElseThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    process.destroyForcibly();
    await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
  }

  String portal(String path) {
    return url(8090, path);
  }

  String desk(String path) {
    return url(8090, "/desk" + path);
  }

  String warehouse() {
    return url(8090, "/warehouse");
  }

  String api(String path) {
    return url(8090, "/api/v1" + path);
  }

  String tasklist() {
    return url(8082, "/tasklist");
  }

  String operate() {
    return url(8080, "/operate");
  }

  String keycloak() {
    return url(8180, "/");
  }

  String mail() {
    return url(8025, "/api/messages");
  }

  /** What each server tells of itself to who watches it. */
  List<String> metrics() {
    return IntStream.rangeClosed(9600, 9603)
        .mapToObj(port -> url(port, "/actuator/prometheus"))
        .toList();
  }

  String search(String path) {
    return url(9200, path);
  }

  Path logs() {
    return HOME.resolve("logs");
  }

  boolean isRetour(String url) {
    return url.startsWith(portal("/"));
  }

  private String url(int standardPort, String path) {
    return "http://localhost:" + (standardPort + offset) + path;
  }

  /** What the application was started with, its database for one. */
  Map<String, String> environment() {
    try (Stream<String> lines = Files.lines(HOME.resolve("app.env"))) {
      return lines
          .map(line -> line.split("=", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static String whereToLook() {
    return "Look in %s: stack/logs, launcher.log, failures.".formatted(OUTPUT);
  }

  /** The last warnings and errors of Retour and of the engine since then, a few lines of each. */
  String troubleSince(Instant then) {
    return Stream.of("retour.log", "zeebe.log")
        .flatMap(log -> troubleSince(then, HOME.resolve("logs").resolve(log)))
        .collect(Collectors.joining("\n", "What the servers logged meanwhile:\n", ""));
  }

  private static Stream<String> troubleSince(Instant then, Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> trouble =
          lines
              .filter(line -> line.matches(".* (WARN|ERROR) .*"))
              .filter(line -> line.compareTo(then.truncatedTo(ChronoUnit.SECONDS).toString()) >= 0)
              .map(line -> line.length() > 300 ? line.substring(0, 300) : line)
              .toList();
      return Stream.concat(
          Stream.of("%s: %d lines".formatted(log.getFileName(), trouble.size())),
          trouble.subList(Math.max(0, trouble.size() - 15), trouble.size()).stream());
    } catch (IOException | UncheckedIOException unreadable) {
      return Stream.of("%s cannot be read: %s".formatted(log, unreadable.getMessage()));
    }
  }

  /**
   * A task that reaches Tasklist before its form does shows raw variables for good, so nothing may
   * start before Tasklist has all forms.
   */
  private void awaitForms() {
    await("all forms in Tasklist")
        .atMost(Duration.ofMinutes(3))
        .ignoreExceptions()
        .until(
            () -> {
              String known = get(url(9200, "/tasklist-form-*/_search?size=50"));
              return FORMS.stream().allMatch(form -> known.contains("\"" + form + "\""));
            });
  }

  String get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).build());
  }

  String send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "%s answered %d: %s".formatted(request.uri(), response.statusCode(), response.body()));
      }
      return response.body();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private void retour(String... words) {
    List<String> command = new ArrayList<>(List.of("./retour"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(LAUNCHER_LOG.toFile()));
    builder.environment().put("RETOUR_HOME", HOME.toString());
    builder.environment().put("RETOUR_PORT_OFFSET", Integer.toString(offset));
    builder.environment().remove("RETOUR_WITHOUT_APP");
    // the suite looks up more orders in a minute than a person does
    builder.environment().put("RETOUR_LOOKUPS_PER_MINUTE", "1000");
    try {
      Process process = builder.start();
      if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        throw new IllegalStateException("%s took too long. %s".formatted(command, whereToLook()));
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "%s failed. %s%n%s".formatted(command, whereToLook(), Files.readString(LAUNCHER_LOG)));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
