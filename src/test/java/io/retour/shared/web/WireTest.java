package io.retour.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.testing.ServerTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Headers as no client library sends them. */
@ServerTest
class WireTest {

  @LocalServerPort int port;

  private String answer(String idempotencyKey, Charset charset) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              """
              POST /api/v1/returns HTTP/1.1\r
              Host: 127.0.0.1\r
              Connection: close\r
              Authorization: Bearer ida.integrator\r
              Content-Type: application/json\r
              Content-Length: 2\r
              Idempotency-Key: %s\r
              \r
              {}"""
                  .formatted(idempotencyKey)
                  .getBytes(charset));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({"clé, UTF-8", "clé, ISO-8859-1", "🔑, UTF-8", "ключ, UTF-8", "two words, UTF-8"})
  void aKeyThatIsNotVisibleAsciiIsExplained(String key, Charset charset) throws IOException {
    assertThat(answer(key, charset))
        .startsWith("HTTP/1.1 400")
        .contains(
            "application/problem+json",
            "\"code\":\"idempotency-key-invalid\"",
            "\"instance\":\"/api/v1/returns\"");
  }
}
