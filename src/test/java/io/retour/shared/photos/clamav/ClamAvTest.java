package io.retour.shared.photos.clamav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a clamd that is played as its manual describes it. */
class ClamAvTest {

  /** In two halves, so that no scanner of a developer's machine takes this file away. */
  private static final String EICAR =
      "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

  private ServerSocket server;
  private volatile String otherwise = "";

  @BeforeEach
  void clamdRuns() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void clamdEnds() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        String command = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
          file.writeBytes(in.readNBytes(length));
        }
        client.getOutputStream().write(answer(command, file).getBytes(StandardCharsets.US_ASCII));
      } catch (IOException ended) {
        // the test is over, or its client went away
      }
    }
  }

  private String answer(String command, ByteArrayOutputStream file) {
    if (!command.equals("zINSTREAM\0")) {
      return "UNKNOWN COMMAND\0";
    }
    if (!otherwise.isEmpty()) {
      return otherwise;
    }
    return file.toString(StandardCharsets.ISO_8859_1).contains(EICAR)
        ? "stream: Win.Test.EICAR_HDB-1 FOUND\0"
        : "stream: OK\0";
  }

  private ClamAv scanner() {
    return new ClamAv("127.0.0.1", server.getLocalPort(), Duration.ofSeconds(5));
  }

  @Test
  void findsTheTestVirusBehindAPictureThatIsLongerThanAPiece() throws IOException {
    byte[] file = new byte[200_000];
    byte[] eicar = EICAR.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(eicar, 0, file, 150_000, eicar.length);

    assertThat(scanner().find(file)).contains("Win.Test.EICAR_HDB-1");
  }

  @Test
  void findsNothingInWhatIsClean() throws IOException {
    assertThat(scanner().find(new byte[200_000])).isEmpty();
    assertThat(scanner().find(new byte[0])).isEmpty();
  }

  @Test
  void takesWhatIsNeitherForNoAnswer() {
    otherwise = "INSTREAM size limit exceeded. ERROR\0";

    assertThatThrownBy(() -> scanner().find(new byte[10]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("size limit");
  }

  /** More than the buffers between the two take, so that writing waits for ever. */
  @Test
  @Timeout(20)
  void givesUpOnOneThatDoesNotRead() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ClamAv hasty = new ClamAv("127.0.0.1", full.getLocalPort(), Duration.ofMillis(500));

      assertThatThrownBy(() -> hasty.find(new byte[64 << 20]))
          .hasMessageContaining("not done within");
    }
  }

  @Test
  @Timeout(20)
  void givesUpOnOneThatDoesNotAnswer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ClamAv hasty = new ClamAv("127.0.0.1", silent.getLocalPort(), Duration.ofMillis(500));

      assertThatThrownBy(() -> hasty.find(new byte[10])).hasMessageContaining("not done within");
    }
  }

  /** Each piece of it would come in time. */
  @Test
  @Timeout(20)
  void givesUpOnOneThatAnswersDropByDrop() throws IOException {
    try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> drip(slow));
      ClamAv hasty = new ClamAv("127.0.0.1", slow.getLocalPort(), Duration.ofMillis(500));

      assertThatThrownBy(() -> hasty.find(new byte[10])).hasMessageContaining("not done within");
    }
  }

  private static void drip(ServerSocket slow) {
    try (Socket client = slow.accept()) {
      while (!slow.isClosed()) {
        client.getOutputStream().write('s');
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException ended) {
      // its client went away
    }
  }

  @Test
  void saysThatNobodyIsThere() {
    ClamAv away = new ClamAv("127.0.0.1", 1, Duration.ofSeconds(5));

    assertThatThrownBy(() -> away.find(new byte[10])).isInstanceOf(IOException.class);
  }
}
