package io.retour.policy.dmn;

import io.retour.policy.Decision;
import io.retour.policy.DecisionTables;
import io.retour.policy.TableShelf;
import io.retour.shared.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.dmn.Audit;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDecision;
import org.camunda.dmn.parser.ParsedDecisionTable;
import org.camunda.dmn.parser.ParsedDmn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The DMN files that are packaged with this application, or were put in their place, evaluated with
 * the same library that Camunda's own engine uses (dmn-scala), so that both give the same answer.
 */
@Component
class PackagedTables implements DecisionTables, TableShelf {

  /**
   * @param collects whether finding no row is an answer
   */
  private record Table(
      ParsedDmn dmn, String checksum, String file, Set<String> inputs, boolean collects) {}

  /**
   * @param contents the files by checksum
   */
  private record Shelf(Map<String, Table> tables, Map<String, String> contents) {}

  private volatile Shelf shelf;

  private static final MatchedRules MATCHED = new MatchedRules();

  /** One for all: to build one costs many times a decision, since it searches every jar. */
  private static final DmnEngine ENGINE = new DmnEngine.Builder().addAuditListener(MATCHED).build();

  @Autowired
  PackagedTables() {
    this(packaged());
  }

  /**
   * @param files content by file name; what is no DMN file is left out
   * @throws IllegalStateException when one of them cannot be read
   */
  PackagedTables(Map<String, String> files) {
    shelf = shelf(files);
  }

  private static Map<String, String> packaged() {
    Map<String, String> files = new LinkedHashMap<>();
    try {
      for (Resource resource :
          new PathMatchingResourcePatternResolver().getResources("classpath*:/dmn/*.dmn")) {
        files.put(
            String.valueOf(resource.getFilename()),
            resource.getContentAsString(StandardCharsets.UTF_8));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The packaged DMN tables cannot be read", unreadable);
    }
    return files;
  }

  @Override
  public void replace(Map<String, String> files) {
    try {
      shelf = shelf(files);
    } catch (IllegalStateException broken) {
      throw Problem.invalid("tables-not-readable", "files", String.valueOf(broken.getMessage()));
    }
  }

  private Shelf shelf(Map<String, String> files) {
    Map<String, Table> tables = new HashMap<>();
    Map<String, String> contents = new HashMap<>();
    files.forEach(
        (name, text) -> {
          if (!name.endsWith(".dmn")) {
            return;
          }
          byte[] content = text.getBytes(StandardCharsets.UTF_8);
          String checksum = sha256(content);
          contents.put(checksum, text);
          ParsedDmn dmn = parse(ENGINE, name, content);
          for (ParsedDecision decision : CollectionConverters.asJava(dmn.decisions())) {
            tables.put(
                decision.id(),
                new Table(
                    dmn,
                    checksum,
                    name,
                    DmnInputs.of(content, decision.id()),
                    decision.logic() instanceof ParsedDecisionTable rows
                        && rows.hitPolicy() == HitPolicy.COLLECT));
          }
        });
    return new Shelf(Map.copyOf(tables), Map.copyOf(contents));
  }

  private static ParsedDmn parse(DmnEngine parser, String file, byte[] content) {
    var parsed = parser.parse(new ByteArrayInputStream(content));
    if (parsed.isLeft()) {
      throw new IllegalStateException(
          "%s is not a valid DMN file: %s"
              .formatted(file, parsed.left().toOption().get().message()));
    }
    return parsed.toOption().get();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  @Override
  public Decision decide(String decisionId, Map<String, ?> facts) {
    Table table = table(decisionId);
    Map<String, Object> inputs = new LinkedHashMap<>();
    table.inputs().forEach(name -> inputs.put(name, facts.get(name)));
    MATCHED.begin();
    var result = ENGINE.eval(table.dmn(), decisionId, new HashMap<>(inputs));
    List<String> matchedRules = MATCHED.end();
    if (result.isLeft()) {
      throw undecided(table, inputs, result.left().toOption().get().failure().message());
    }
    DmnEngine.EvalResult value = result.toOption().get();
    if (value instanceof DmnEngine.Result found) {
      return new Decision(
          decisionId, table.checksum(), inputs, ScalaValues.toJava(found.value()), matchedRules);
    }
    if (!table.collects()) {
      throw undecided(table, inputs, "no row matches");
    }
    return new Decision(decisionId, table.checksum(), inputs, null, List.of());
  }

  private static Problem undecided(Table table, Map<String, Object> inputs, String why) {
    return Problem.unavailable(
        "table-undecided",
        "%s gives no answer for %s: %s. The table needs a row for these facts."
            .formatted(table.file(), inputs, why));
  }

  @Override
  public Set<String> inputsOf(String decisionId) {
    return table(decisionId).inputs();
  }

  @Override
  public boolean collects(String decisionId) {
    return table(decisionId).collects();
  }

  @Override
  public String checksumOf(String decisionId) {
    return table(decisionId).checksum();
  }

  @Override
  public Map<String, String> contents() {
    return shelf.contents();
  }

  @Override
  public List<String> wordsNamed(String decisionId, String input) {
    return columns(decisionId, input)
        .flatMap(
            column ->
                Stream.concat(
                    column.cells().stream().flatMap(cell -> DmnTable.words(cell).stream()),
                    column.listed().stream()))
        .distinct()
        .toList();
  }

  @Override
  public List<Long> numbersNamed(String decisionId, String input) {
    return columns(decisionId, input)
        .flatMap(column -> column.values().stream())
        .filter(BigDecimal.class::isInstance)
        .map(value -> ((BigDecimal) value).setScale(0, RoundingMode.FLOOR).longValueExact())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * A column of one of the file's tables.
   *
   * @param values that make a difference in it
   */
  private record Column(List<String> cells, List<String> listed, Set<Object> values) {}

  private Stream<Column> columns(String decisionId, String input) {
    Shelf now = shelf;
    Table table = table(now, decisionId);
    return DmnTable.read(table.file(), now.contents().get(table.checksum())).tables().stream()
        .flatMap(
            each ->
                IntStream.range(0, each.inputs().size())
                    .filter(at -> each.inputs().get(at).expression().equals(input))
                    .mapToObj(
                        at ->
                            new Column(
                                each.rules().stream().map(rule -> rule.tests().get(at)).toList(),
                                each.inputs().get(at).listed(),
                                CellValues.of(each, at))));
  }

  private Table table(String decisionId) {
    return table(shelf, decisionId);
  }

  private static Table table(Shelf shelf, String decisionId) {
    Map<String, Table> tables = shelf.tables();
    Table table = tables.get(decisionId);
    if (table == null) {
      throw new IllegalArgumentException(
          "There is no decision %s; there are %s".formatted(decisionId, tables.keySet()));
    }
    return table;
  }

  /**
   * Notes which rows matched, over the asked decision and those it requires; of each thread what it
   * asked, because the engine tells on the thread that asks.
   */
  private static final class MatchedRules implements Audit.AuditLogListener {

    private final ThreadLocal<Set<String>> ids = ThreadLocal.withInitial(LinkedHashSet::new);

    @Override
    public void onEval(Audit.AuditLog log) {
      note(log);
    }

    @Override
    public void onFailure(Audit.AuditLog log) {
      note(log);
    }

    private void note(Audit.AuditLog log) {
      for (Audit.AuditLogEntry entry : CollectionConverters.asJava(log.entries())) {
        if (entry.result() instanceof Audit.DecisionTableEvaluationResult result) {
          CollectionConverters.asJava(result.matchedRules())
              .forEach(rule -> ids.get().add(rule.rule().id()));
        }
      }
    }

    void begin() {
      ids.remove();
    }

    List<String> end() {
      List<String> found = new ArrayList<>(ids.get());
      ids.remove();
      return found;
    }
  }
}
