package io.retour.shared.photos.clamav;

import io.retour.shared.photos.VirusScan;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks clamd by its command INSTREAM: the file in pieces with their lengths before them, a length
 * of zero at the end, and then one line of answer. Source: docs.clamav.net/manual/Usage/Scanning
 * and clamd(8). All of it has to be done within one patience: who scans holds a turn that others
 * wait for.
 */
final class ClamAv implements VirusScan {

  private static final int PIECE = 1 << 16;
  private static final int LONGEST_ANSWER = 1_000;
  private static final String CLEAN = "stream: OK";
  private static final String FOUND = " FOUND";

  private final String host;
  private final int port;
  private final Duration patience;

  ClamAv(String host, int port, Duration patience) {
    this.host = host;
    this.port = port;
    this.patience = patience;
  }

  @Override
  public Optional<String> find(byte[] file) throws IOException {
    long began = System.nanoTime();
    Socket clamd = new Socket();
    // a timeout of the socket would bound each read only, and no write at all
    CompletableFuture<Void> deadline =
        CompletableFuture.runAsync(
            () -> close(clamd),
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    try (clamd) {
      clamd.connect(new InetSocketAddress(host, port));
      DataOutputStream out = new DataOutputStream(clamd.getOutputStream());
      out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
      for (int at = 0; at < file.length; at += PIECE) {
        int length = Math.min(PIECE, file.length - at);
        out.writeInt(length);
        out.write(file, at, length);
      }
      out.writeInt(0);
      out.flush();
      String answer =
          new String(clamd.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.US_ASCII);
      return found(answer.replace("\0", "").strip());
    } catch (IOException broken) {
      if (System.nanoTime() - began < patience.toNanos()) {
        throw broken;
      }
      throw new IOException("clamd was not done within %s".formatted(patience), broken);
    } finally {
      deadline.cancel(false);
    }
  }

  private static void close(Socket clamd) {
    try {
      clamd.close();
    } catch (IOException closing) {
      // whoever uses it finds out
    }
  }

  /**
   * Whatever is neither a clean bill nor a find, such as a file over clamd's limit, is no answer.
   */
  private static Optional<String> found(String answer) throws IOException {
    if (answer.equals(CLEAN)) {
      return Optional.empty();
    }
    if (answer.startsWith("stream: ") && answer.endsWith(FOUND)) {
      return Optional.of(answer.substring("stream: ".length(), answer.length() - FOUND.length()));
    }
    throw new IOException("clamd answers: " + answer);
  }
}
