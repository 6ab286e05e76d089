package io.retour.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.retour.bench.Surroundings;
import io.retour.bench.chaos.Fault.Kind;
import io.retour.bench.chaos.Fault.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a launcher that does nothing and a Retour that never takes what it is told. */
@DisabledOnOs(OS.WINDOWS)
class SaboteurTest {

  @TempDir private Path home;
  private final Queue<String> keys = new ConcurrentLinkedQueue<>();
  private HttpServer retour;
  private Saboteur saboteur;

  @BeforeEach
  void aStack() throws IOException {
    Files.createDirectories(home.resolve("logs"));
    Path launcher = Files.writeString(home.resolve("retour"), "#!/bin/sh\nexit 0\n");
    assertTrue(launcher.toFile().setExecutable(true));
    retour = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/protocol/", 200, "{\"access_token\": \"t\", \"expires_in\": 60}");
    answer("/api/", 503, "{}");
    retour.start();
    URI address = URI.create("http://127.0.0.1:" + retour.getAddress().getPort());
    Surroundings surroundings =
        new Surroundings(address, address, address, "s", address, address, "", "", "", home, home);
    saboteur =
        new Saboteur(
            new Parts(home, home), new Calls(surroundings, new Outside(address, "c", "p", "t")));
  }

  private void answer(String path, int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    retour.createContext(
        path,
        exchange -> {
          String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          if (key != null) {
            keys.add(key);
          }
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @AfterEach
  void end() {
    retour.stop(0);
  }

  private static Fault fault() {
    return new Fault(Kind.KILL, List.of("zeebe"), 0, 1, false, new Trouble("STOCK", "FAIL", 1));
  }

  @Test
  void noTroubleIsMadeOnceItIsOver() throws InterruptedException {
    Instant later = Instant.now().plus(Duration.ofMinutes(5));

    saboteur.run(new Schedule(List.of(fault(), fault())), later, later);

    int told = keys.size();
    assertEquals(2, keys.stream().distinct().count());
    Thread.sleep(3500);
    assertEquals(told, keys.size());
  }

  @Test
  void faultsForWhichThereIsNoTimeAreLeftOut() throws InterruptedException {
    Instant now = Instant.now();

    saboteur.run(new Schedule(List.of(fault())), now, now.plus(Duration.ofMinutes(5)));

    assertEquals(1, saboteur.leftOut());
    assertTrue(saboteur.kills().isEmpty());
  }
}
