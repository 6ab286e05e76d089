package io.retour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.retour.testing.ServerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** The committed API file is what the application serves. */
@ServerTest
class OpenApiTest {

  private static final Path COMMITTED = Path.of("docs", "openapi.json");

  @Autowired TestRestTemplate http;

  @Test
  void committedFileIsWhatIsServed() throws IOException {
    ObjectMapper json =
        new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    Object served = json.readValue(http.getForObject("/v3/api-docs", String.class), Object.class);
    String text = json.writeValueAsString(served) + "\n";
    Path fresh = Path.of("target", "openapi.json");
    Files.writeString(fresh, text);

    assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
        .as("docs/openapi.json is not what the application serves; copy %s over it", fresh)
        .isEqualTo(text);
  }
}
