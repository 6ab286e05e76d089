package io.retour.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 by hand, because a proper client refuses to send what this package wants to send. One
 * connection, kept open as long as the server likes.
 */
final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  /**
   * One request, byte for byte.
   *
   * @param target path and query as they stand in the request line
   */
  record Request(String method, String target, List<String> headers, byte[] body) {

    Request {
      headers = List.copyOf(headers);
    }

    byte[] bytes(int port) {
      StringBuilder head = new StringBuilder();
      head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
      head.append("Host: 127.0.0.1:").append(port).append("\r\n");
      headers.forEach(each -> head.append(each).append("\r\n"));
      if (body.length > 0 || !method.equals("GET")) {
        head.append("Content-Length: ").append(body.length).append("\r\n");
      }
      head.append("\r\n");
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      all.writeBytes(body);
      return all.toByteArray();
    }

    /** As somebody reads it who wants to send it again. */
    @Override
    public String toString() {
      String text = new String(body, StandardCharsets.UTF_8);
      return "%s %s\n  %s\n  %s"
          .formatted(
              method,
              shortened(target, 600),
              shortened(String.join("\n  ", headers), 900),
              shortened(text, 1500));
    }

    private static String shortened(String text, int longest) {
      String visible = text.replaceAll("[\\p{Cntrl}&&[^\n]]", "·");
      return visible.length() <= longest
          ? visible
          : visible.substring(0, longest) + "… (%d characters)".formatted(text.length());
    }
  }

  /** One answer. */
  record Answer(int status, List<String> headers, byte[] content) {

    Answer {
      headers = List.copyOf(headers);
    }

    /** The first header of that name; null when there is none. */
    @Nullable String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(each -> each.toLowerCase(Locale.ROOT).startsWith(start))
          .map(each -> each.substring(start.length()).strip())
          .findFirst()
          .orElse(null);
    }

    /** Its media type without parameters; empty when it names none. */
    String type() {
      String type = header("Content-Type");
      return type == null ? "" : type.split(";")[0].strip().toLowerCase(Locale.ROOT);
    }

    String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  private final int port;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  Wire(int port) {
    this.port = port;
  }

  /** Sends it, once more on a new connection when the server had closed the old one meanwhile. */
  Answer send(Request request) throws IOException {
    boolean reused = socket != null;
    try {
      return exchange(request);
    } catch (IOException closed) {
      close();
      if (!reused) {
        throw closed;
      }
      return exchange(request);
    }
  }

  private Answer exchange(Request request) throws IOException {
    if (socket == null) {
      Socket opened = new Socket(InetAddress.getLoopbackAddress(), port);
      opened.setSoTimeout(PATIENCE_MILLIS);
      opened.setTcpNoDelay(true);
      socket = opened;
      in = new BufferedInputStream(opened.getInputStream(), 1 << 14);
    }
    Socket open = socket;
    InputStream answer = in;
    if (answer == null) {
      throw new IllegalStateException("A connection has two ends");
    }
    try {
      open.getOutputStream().write(request.bytes(port));
      open.getOutputStream().flush();
    } catch (IOException cutOff) {
      // a server may answer before it has read all; what it said is there to read
    }
    Answer read = read(answer, request.method());
    if ("close".equalsIgnoreCase(read.header("Connection"))) {
      close();
    }
    return read;
  }

  private static Answer read(InputStream in, String method) throws IOException {
    String first = line(in);
    if (!first.startsWith("HTTP/1.1 ")) {
      throw new IOException("Not an answer: " + first);
    }
    int status = Integer.parseInt(first.substring(9, 12));
    List<String> headers = new ArrayList<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      headers.add(header);
    }
    Answer head = new Answer(status, headers, new byte[0]);
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return head;
    }
    String length = head.header("Content-Length");
    byte[] content;
    if ("chunked".equalsIgnoreCase(head.header("Transfer-Encoding"))) {
      content = chunks(in);
    } else if (length != null) {
      content = in.readNBytes(Integer.parseInt(length));
    } else {
      content = in.readAllBytes();
    }
    return new Answer(status, headers, content);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      all.writeBytes(in.readNBytes(size));
      line(in);
    }
    line(in);
    return all.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in).split(";")[0].strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("The connection ended");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException alreadyClosed) {
      // that is what is wanted
    }
    socket = null;
    in = null;
  }
}
