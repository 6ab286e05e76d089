package io.retour.policy.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables of the repository have no gap, no overlap, no row out of reach and no word that nobody
 * knows. Deployment asks the same of the tables that it gets.
 */
class TablesAreSoundTest {

  @Test
  void nothingIsWrongWithAnyTable() throws IOException {
    PackagedDictionary dictionary = new PackagedDictionary();

    List<String> problems =
        new TableChecker(
                dictionary.factDictionary(), dictionary.vocabulary(), dictionary.statutoryFloor())
            .problemsOf(tables());

    assertThat(problems).as(String.join("\n\n", problems)).isEmpty();
  }

  private static Map<String, String> tables() throws IOException {
    Map<String, String> tables = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("dmn"))) {
      for (Path file : files.toList()) {
        tables.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(tables).containsKey("eligibility.dmn");
    return tables;
  }
}
