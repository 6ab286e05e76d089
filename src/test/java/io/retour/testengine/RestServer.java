package io.retour.testengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small HTTP server on the loopback interface: routes, JSON, and problems for errors. */
final class RestServer {

  private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // header and body leave as two packets: with Nagle's algorithm each answer waits some 40 ms
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final List<Route> routes = new ArrayList<>();
  private final HttpServer server;

  RestServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
  }

  /** Lets the handler answer requests whose whole path matches; an empty answer means 204. */
  RestServer on(final String method, final String path, final Handler handler) {
    routes.add(new Route(method, Pattern.compile(path), handler));
    return this;
  }

  RestServer start() {
    server.start();
    return this;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(final HttpExchange exchange) throws IOException {
    try (exchange) {
      final var body = exchange.getRequestBody().readAllBytes();
      try {
        respond(exchange, route(exchange, body));
      } catch (final Exception e) {
        problem(exchange, ApiException.of(e));
      }
    }
  }

  private byte[] route(final HttpExchange exchange, final byte[] body) throws Exception {
    final var path = exchange.getRequestURI().getPath();
    for (final var route : routes) {
      final var matcher = route.path().matcher(path);
      if (route.method().equals(exchange.getRequestMethod()) && matcher.matches()) {
        final var request =
            body.length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(body);
        return route.handler().handle(matcher.toMatchResult(), request);
      }
    }
    throw ApiException.notFound(
        "The in-memory runtime does not serve %s %s".formatted(exchange.getRequestMethod(), path));
  }

  static byte[] json(final JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void problem(final HttpExchange exchange, final ApiException failure)
      throws IOException {
    final int status = failure.status();
    final var path = exchange.getRequestURI().getPath();
    if (status >= 500) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), path, failure);
    }
    final var problem =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "about:blank")
            .put("title", "HTTP " + status)
            .put("status", status)
            .put("detail", failure.getMessage())
            .put("instance", path);
    write(exchange, status, "application/problem+json", json(problem));
  }

  private static void respond(final HttpExchange exchange, final byte[] answer) throws IOException {
    if (answer.length == 0) {
      exchange.sendResponseHeaders(204, -1);
    } else {
      final boolean isXml = answer[0] == '<';
      write(exchange, 200, isXml ? "text/xml" : "application/json", answer);
    }
  }

  private static void write(
      final HttpExchange exchange, final int status, final String type, final byte[] answer)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type + ";charset=" + StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private record Route(String method, Pattern path, Handler handler) {}

  /** Handles one request: the groups of its path and its JSON body; gives the answer's bytes. */
  @FunctionalInterface
  interface Handler {

    byte[] handle(MatchResult path, JsonNode request) throws Exception;
  }
}
