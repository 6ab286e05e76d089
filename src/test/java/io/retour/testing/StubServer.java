package io.retour.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's server, played on loopback: it answers as a test says, remembers what it was
 * asked, and holds both against what that somebody published.
 */
public final class StubServer implements AutoCloseable {

  /** One request. */
  public record Call(
      String method,
      String path,
      @Nullable String query,
      Map<String, List<String>> headers,
      String body) {

    /** The first header of that name; empty when there is none. */
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().getFirst())
          .findFirst()
          .orElse("");
    }

    public String contentType() {
      return header("Content-Type");
    }
  }

  /** One answer. */
  public record Reply(int status, String body, Map<String, String> headers) {

    public static Reply of(int status, String body) {
      return new Reply(status, body, Map.of());
    }

    public Reply with(String header, String value) {
      return new Reply(status, body, Map.of(header, value));
    }
  }

  private final HttpServer server;
  private final Map<String, Function<Call, Reply>> routes = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<String> unlikePublished = new CopyOnWriteArrayList<>();
  private Optional<PublishedApi> published = Optional.empty();

  public StubServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  /** Every request and answer from now on is held against the API, where it is there. */
  public StubServer publishedAs(Optional<PublishedApi> api) {
    published = api;
    return this;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * @param route method and path, {@code POST /v1/refunds}
   */
  public void on(String route, Function<Call, Reply> answer) {
    routes.put(route, answer);
  }

  public void on(String route, int status, String body) {
    on(route, call -> Reply.of(status, body));
  }

  /** What was asked, in order. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** What was asked of one route. */
  public List<Call> calls(String route) {
    return calls.stream()
        .filter(call -> (call.method() + " " + call.path()).equals(route))
        .toList();
  }

  /** What was not as published; empty when all was, or nothing is published here. */
  public List<String> unlikePublished() {
    return List.copyOf(unlikePublished);
  }

  /** Forgets all that a test said and did. */
  public void reset() {
    routes.clear();
    calls.clear();
    unlikePublished.clear();
  }

  private void serve(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    Call call =
        new Call(
            exchange.getRequestMethod(),
            asked.getPath(),
            asked.getRawQuery(),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    calls.add(call);
    Function<Call, Reply> route = routes.get(call.method() + " " + call.path());
    if (route == null) {
      unlikePublished.add("Nobody expected " + call.method() + " " + call.path());
    }
    Reply reply = route == null ? Reply.of(404, "{}") : route.apply(call);
    if (route != null) {
      published.ifPresent(api -> unlikePublished.addAll(api.check(call, reply)));
    }
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
