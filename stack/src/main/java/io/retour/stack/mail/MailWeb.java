package io.retour.stack.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** The web page and the JSON that shows the caught mail. */
final class MailWeb {
  private static final int SHOWN = 200;
  private static final String HTML = "text/html; charset=utf-8";

  /** A caught mail may hold anything; its HTML gets neither scripts nor this page's origin. */
  private static final String MAIL_POLICY =
      "sandbox allow-popups allow-popups-to-escape-sandbox; script-src 'none'";

  private final MailStore store;

  private MailWeb(MailStore store) {
    this.store = store;
  }

  /** A running web server; with port 0 the system chooses one. */
  static HttpServer start(MailStore store, int port) throws IOException {
    var loopback = InetAddress.getByName("127.0.0.1");
    var server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    server.createContext("/", new MailWeb(store)::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, "text/plain", bytes("Only GET works here."));
        return;
      }
      var words = exchange.getRequestURI().getPath().substring(1).split("/");
      switch (words[0]) {
        case "" -> send(exchange, 200, HTML, bytes(Html.list(store.newest(SHOWN), store.size())));
        case "api" -> send(exchange, 200, "application/json", bytes(json()));
        case "messages" -> message(exchange, words);
        default -> notFound(exchange);
      }
    }
  }

  private String json() {
    return store.newest(SHOWN).stream()
        .map(summary -> store.find(summary.id()))
        .flatMap(Optional::stream)
        .map(Json::of)
        .collect(Collectors.joining(",\n", "[", "]"));
  }

  private void message(HttpExchange exchange, String[] words) throws IOException {
    var mail = words.length < 2 ? Optional.<Mail>empty() : store.find(words[1]);
    if (mail.isEmpty()) {
      notFound(exchange);
    } else if (words.length == 2) {
      send(exchange, 200, HTML, bytes(Html.message(mail.get())));
    } else if (words.length == 3 && words[2].equals("html")) {
      exchange.getResponseHeaders().set("Content-Security-Policy", MAIL_POLICY);
      send(exchange, 200, HTML, bytes(mail.get().html()));
    } else if (words.length == 4 && words[2].equals("attachments")) {
      attachment(exchange, mail.get(), words[3]);
    } else {
      notFound(exchange);
    }
  }

  private static void attachment(HttpExchange exchange, Mail mail, String number)
      throws IOException {
    if (!number.matches("\\d{1,4}") || Integer.parseInt(number) >= mail.attachments().size()) {
      notFound(exchange);
      return;
    }
    var attachment = mail.attachments().get(Integer.parseInt(number));
    var name = URLEncoder.encode(attachment.name(), StandardCharsets.UTF_8).replace("+", "%20");
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Disposition", "attachment; filename*=UTF-8''" + name);
    // Never the sender's own type: a browser must not be talked into showing it.
    send(exchange, 200, "application/octet-stream", attachment.content());
  }

  private static void notFound(HttpExchange exchange) throws IOException {
    send(exchange, 404, "text/plain", bytes("There is nothing here."));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
