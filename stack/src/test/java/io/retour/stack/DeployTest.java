package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> sent = new ArrayList<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private String retourSays =
      """
      {"release":7,"by":"owner","deployed":[\
      {"file":"settlement.bpmn","id":"settlement","version":3,"changed":true},\
      {"file":"resolution.dmn","id":"resolution","version":2,"changed":false}]}""";
  private int retourAnswers = 200;
  private Settings settings;
  @TempDir private Path checkout;

  @BeforeEach
  void checkoutWithOneOfEach() throws IOException {
    for (var folder : List.of("bpmn", "dmn", "forms", "tools")) {
      Files.createDirectory(checkout.resolve(folder));
    }
    Files.writeString(checkout.resolve("bpmn/settlement.bpmn"), "<a b=\"c\">\n\\</a>");
    Files.writeString(checkout.resolve("dmn/resolution.dmn"), "<d/>");
    Files.writeString(checkout.resolve("dmn/facts.yaml"), "facts:\n");
    Files.writeString(checkout.resolve("forms/ask.form"), "{}");
    Files.writeString(checkout.resolve("forms/.ask.form.swp"), "no");
    lintSays("fine", 0);
    settings = Settings.from(Map.of("RETOUR_PORT_OFFSET", freeOffset()), checkout);
  }

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  private static String freeOffset() {
    for (var offset = 11000; offset < 20000; offset += 7) {
      var there = Settings.from(Map.of("RETOUR_PORT_OFFSET", "" + offset), Path.of("/"));
      if (Probe.isFree(there.port(Port.RETOUR)) && Probe.isFree(there.port(Port.KEYCLOAK))) {
        return "" + offset;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  private void lintSays(String words, int code) throws IOException {
    Files.writeString(
        checkout.resolve("tools/lint.sh"), "echo '%s'; exit %d\n".formatted(words, code));
  }

  private void stackIsUp() throws IOException {
    serve(Port.KEYCLOAK, () -> "{\"access_token\":\"abc\"}", () -> 200);
    serve(Port.RETOUR, () -> retourSays, () -> retourAnswers);
  }

  private void serve(
      Port port, java.util.function.Supplier<String> says, java.util.function.IntSupplier answers)
      throws IOException {
    var server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port(port)), 0);
    server.createContext(
        "/",
        exchange -> {
          sent.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          sent.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          var body = says.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answers.getAsInt(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
  }

  private int deploy() throws IOException, InterruptedException {
    return new Deploy(settings, new PrintStream(said, true)).run();
  }

  @Test
  void sendsAllFilesTogetherAndSaysWhatChanged() throws Exception {
    stackIsUp();

    assertEquals(Launcher.OK, deploy());

    assertEquals(
        "{\"files\":{\"ask.form\":\"{}\",\"facts.yaml\":\"facts:\\u000a\","
            + "\"resolution.dmn\":\"<d/>\","
            + "\"settlement.bpmn\":\"<a b=\\\"c\\\">\\u000a\\\\</a>\"}}",
        sent.get(2));
    assertEquals("Bearer abc", sent.get(3));
    assertTrue(said.toString().contains("settlement.bpmn  settlement  version 3"), said.toString());
    assertFalse(said.toString().contains("resolution.dmn"), said.toString());
  }

  @Test
  void saysWhenNothingChanged() throws Exception {
    stackIsUp();
    retourSays = retourSays.replace("true", "false");

    deploy();

    assertTrue(said.toString().contains("Nothing differs"), said.toString());
  }

  @Test
  void refusesWhenTheLinterComplains() throws Exception {
    stackIsUp();
    lintSays("settlement.bpmn: Gateway_New: ask a question", 1);

    var refusal = assertThrows(StackException.class, this::deploy);

    assertTrue(refusal.getMessage().contains("Gateway_New: ask a question"));
    assertTrue(refusal.getMessage().contains("Nothing was deployed: the linter complains"));
    assertEquals(List.of(), sent);
  }

  @Test
  void passesOnWhyRetourRefuses() throws Exception {
    stackIsUp();
    retourAnswers = 422;
    retourSays = "{\"status\":422,\"detail\":\"Camunda says \\\"no\\\".\"}";

    var refusal = assertThrows(StackException.class, this::deploy);

    assertEquals("Nothing was deployed. Camunda says \"no\".", refusal.getMessage());
  }

  /** Retour finds gaps and overlaps by itself, whether or not Node is here to lint. */
  @Test
  void passesOnEachProblemOfTheTables() throws Exception {
    stackIsUp();
    retourAnswers = 422;
    retourSays =
        "{\"detail\":\"The tables are not sound:"
            + "\\nresolution.dmn: rule 2 answers \\\"REFNUD\\\"".repeat(500)
            + "\"}";

    var refusal = assertThrows(StackException.class, this::deploy);

    var lines = refusal.getMessage().lines().toList();
    assertEquals(501, lines.size());
    assertEquals("resolution.dmn: rule 2 answers \"REFNUD\"", lines.getLast());
  }

  @Test
  void saysThatNothingRuns() {
    var refusal = assertThrows(StackException.class, this::deploy);

    assertTrue(refusal.getMessage().contains("is the stack up?"), refusal.getMessage());
  }
}
