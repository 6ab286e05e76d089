package io.retour.policy.dmn;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.policy.Decision;
import io.retour.policy.DecisionTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The packaged tables without an application around them. Keeps the first facts that led to each
 * row, so that {@code DecisionRowsIT} can put the same case to the engine.
 */
public final class TablesForTests {

  /** One file for each row that a test reached, named by the row's id. */
  public static final Path CASES = Path.of("target", "decision-cases");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DecisionTables PACKAGED = new Recorded(new PackagedTables());

  private TablesForTests() {}

  public static DecisionTables packaged() {
    return PACKAGED;
  }

  /** The tables of one file, in which something was changed. */
  public static DecisionTables changed(String file, String text, String by) {
    PackagedTables tables = new PackagedTables();
    tables.replace(Map.of(file, text(file).replace(text, by)));
    return tables;
  }

  /** A file of tables as it is packaged. */
  public static String text(String file) {
    try {
      return Files.readString(Path.of("dmn", file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * @param rules the rows that matched, those of required decisions included
   */
  public record Case(String decisionId, Map<String, Object> facts, List<String> rules) {}

  private record Recorded(DecisionTables tables, Set<String> reached) implements DecisionTables {

    Recorded(DecisionTables tables) {
      this(tables, ConcurrentHashMap.newKeySet());
    }

    @Override
    public Decision decide(String decisionId, Map<String, ?> inputs) {
      Decision decision = tables.decide(decisionId, inputs);
      for (String rule : decision.matchedRules()) {
        if (reached.add(rule)) {
          keep(rule, new Case(decisionId, Map.copyOf(decision.inputs()), decision.matchedRules()));
        }
      }
      return decision;
    }

    private static void keep(String rule, Case reachedBy) {
      try {
        Files.createDirectories(CASES);
        JSON.writeValue(CASES.resolve(rule + ".json").toFile(), reachedBy);
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
    }

    @Override
    public boolean collects(String decisionId) {
      return tables.collects(decisionId);
    }

    @Override
    public String checksumOf(String decisionId) {
      return tables.checksumOf(decisionId);
    }

    @Override
    public Map<String, String> contents() {
      return tables.contents();
    }

    @Override
    public Set<String> inputsOf(String decisionId) {
      return tables.inputsOf(decisionId);
    }

    @Override
    public List<String> wordsNamed(String decisionId, String input) {
      return tables.wordsNamed(decisionId, input);
    }

    @Override
    public List<Long> numbersNamed(String decisionId, String input) {
      return tables.numbersNamed(decisionId, input);
    }
  }
}
