package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever docs/journeys.md tells a reader to walk by hand is walked by a test too; which one,
 * stands in docs/tested-paths.md.
 */
class WalkedPathsTest {

  private static final Pattern PATH = Pattern.compile("^\\| \\*\\*(.+?)\\*\\* \\|.*$");
  private static final Pattern ROW = Pattern.compile("^\\| (?!---|path \\||where \\|)(.+?) \\|.*$");
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

  @Test
  void eachPathNamesATestAndNoOtherPathDoes() throws IOException {
    assertThat(paths("tested-paths.md")).containsExactlyElementsOf(paths("journeys.md"));
  }

  @Test
  void eachTestThatIsNamedIsThere() throws IOException {
    Map<String, Path> classes = testClasses();
    for (String line : lines("tested-paths.md")) {
      Matcher path = ROW.matcher(line);
      if (path.matches()) {
        List<String[]> tests =
            TEST.matcher(line)
                .results()
                .map(test -> new String[] {test.group(1), test.group(2)})
                .toList();
        assertThat(tests).as(path.group(1)).isNotEmpty();
        for (String[] test : tests) {
          assertThat(classes).as(path.group(1)).containsKey(test[0]);
          assertThat(tests(classes.get(test[0]))).as(path.group(1)).contains(test[1]);
        }
      }
    }
  }

  private static List<String> paths(String file) throws IOException {
    return lines(file).stream()
        .map(PATH::matcher)
        .filter(Matcher::matches)
        .map(path -> path.group(1))
        .toList();
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(Path.of("docs", file));
  }

  private static Map<String, Path> testClasses() throws IOException {
    Map<String, Path> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      files
          .filter(file -> file.getFileName().toString().matches("\\w+(Test|IT)\\.java"))
          .forEach(file -> classes.put(file.getFileName().toString().replace(".java", ""), file));
    }
    return classes;
  }

  /** What of a class is run as a test. */
  private static List<String> tests(Path file) {
    String name =
        Path.of("src/test/java").relativize(file).toString().replace('/', '.').replace(".java", "");
    try {
      return Arrays.stream(
              Class.forName(name, false, WalkedPathsTest.class.getClassLoader())
                  .getDeclaredMethods())
          .filter(WalkedPathsTest::isTest)
          .map(Method::getName)
          .toList();
    } catch (ClassNotFoundException gone) {
      throw new IllegalStateException(name, gone);
    }
  }

  private static boolean isTest(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(
            annotation ->
                annotation
                    .annotationType()
                    .getSimpleName()
                    .matches("((Parameterized|Repeated)?Test|Property)"));
  }
}
