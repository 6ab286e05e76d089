package io.retour.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Small questions to a server on loopback. */
final class Probe {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private Probe() {}

  static boolean answersOk(String url) {
    return answersOk(url, "");
  }

  /** Whether the address answers 2xx with the wanted text somewhere in its body. */
  static boolean answersOk(String url, String wanted) {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() / 100 == 2 && response.body().contains(wanted);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether the server on this port speaks first, as database and mail servers do once ready. */
  static boolean greets(int port) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis(PATIENCE));
      socket.setSoTimeout(millis(PATIENCE));
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
