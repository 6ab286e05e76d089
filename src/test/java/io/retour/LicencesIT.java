package io.retour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No library of the packaged application has a licence that nobody has looked at. */
class LicencesIT {

  private static final Path BILL = Path.of("target", "bom.json");
  private static final Path LIST = Path.of("docs", "licences.md");

  /** Of several licences of a library one may be chosen; so one of these is enough. */
  private static final Set<String> ACCEPTED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "EPL-2.0",
          "CC0-1.0",
          "Public Domain",
          // used unchanged and as a library of its own
          "LGPL-2.1-only",
          "LGPL-2.1-or-later");

  private static Map<String, Set<String>> licences() throws IOException {
    Map<String, Set<String>> licences = new TreeMap<>();
    for (JsonNode library : new ObjectMapper().readTree(BILL.toFile()).path("components")) {
      Set<String> of = new TreeSet<>();
      for (JsonNode each : library.path("licenses")) {
        JsonNode licence = each.path("license");
        of.add(
            licence
                .path("id")
                .asText(licence.path("name").asText(each.path("expression").asText())));
      }
      licences.put(library.path("group").asText() + ":" + library.path("name").asText(), of);
    }
    return licences;
  }

  @Test
  void everyLibraryHasALicenceThatIsAccepted() throws IOException {
    assertThat(licences())
        .isNotEmpty()
        .allSatisfy((library, of) -> assertThat(of).as(library).containsAnyElementsOf(ACCEPTED));
  }

  @Test
  void theListNamesEveryLibraryWithItsLicence() throws IOException {
    List<String> rows =
        licences().entrySet().stream()
            .map(each -> "| %s | %s |".formatted(each.getKey(), String.join(", ", each.getValue())))
            .collect(Collectors.toList());
    Files.write(Path.of("target", "licences.txt"), rows);

    assertThat(
            Files.readAllLines(LIST).stream().filter(line -> line.matches("\\| \\S+:\\S+ \\|.*")))
        .as("the libraries in %s; target/licences.txt has them as they are", LIST)
        .containsExactlyElementsOf(rows);
  }
}
