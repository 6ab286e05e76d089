package io.retour.policy.dmn;

import io.retour.policy.Decision;
import io.retour.shared.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Asks tables whether each of them gives what the law gives at least. A question is made for every
 * row, of the table and of those that it requires: facts that fit the row and what the law speaks
 * of, and the rest drawn from the values that make a difference in some cell. So a row that takes a
 * right away is asked for, whatever border its author gave it.
 */
final class StatutoryFloor {

  /** Of the facts that a row leaves open; a row of its own is reached by the first. */
  private static final int QUESTIONS_PER_ROW = 30;

  private final List<StatutoryRight> rights;
  private final FeelCells cells = new FeelCells();

  StatutoryFloor(List<StatutoryRight> rights) {
    this.rights = List.copyOf(rights);
  }

  /**
   * @param files content by file name, of tables that can be read
   * @return for each right that falls short a sentence with the facts that show it
   */
  List<String> problemsOf(Map<String, String> files) {
    Map<String, DmnTable.Decisions> byDecision = new LinkedHashMap<>();
    files.forEach(
        (file, content) -> {
          DmnTable.Decisions decisions = DmnTable.read(file, content);
          decisions.tables().forEach(table -> byDecision.put(table.id(), decisions));
        });
    List<StatutoryRight> asked =
        rights.stream().filter(right -> byDecision.containsKey(right.decision())).toList();
    if (asked.isEmpty()) {
      return List.of();
    }
    PackagedTables tables = new PackagedTables(files);
    List<String> problems = new ArrayList<>();
    for (StatutoryRight right : asked) {
      shortfall(right, byDecision.get(right.decision()), tables).ifPresent(problems::add);
    }
    return problems;
  }

  private Optional<String> shortfall(
      StatutoryRight right, DmnTable.Decisions file, PackagedTables tables) {
    Set<String> facts = tables.inputsOf(right.decision());
    Map<String, Set<Object>> values = values(right, file, facts);
    // the same questions each time: what is refused today is refused tomorrow
    Random random = new Random(right.id().hashCode());
    for (DmnTable table : file.tables()) {
      for (DmnTable.Rule rule : table.rules()) {
        Map<String, List<Object>> fitting = fitting(right, table, rule, values);
        if (fitting.values().stream().anyMatch(List::isEmpty)) {
          continue;
        }
        for (int question = 0; question < QUESTIONS_PER_ROW; question++) {
          Map<String, Object> one = new LinkedHashMap<>();
          fitting.forEach((fact, some) -> one.put(fact, some.get(random.nextInt(some.size()))));
          Optional<String> problem = ask(right, table.file(), tables, one);
          if (problem.isPresent()) {
            return problem;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Map<String, Set<Object>> values(
      StatutoryRight right, DmnTable.Decisions file, Set<String> facts) {
    Map<String, Set<Object>> values = new LinkedHashMap<>();
    for (DmnTable table : file.tables()) {
      for (int column = 0; column < table.inputs().size(); column++) {
        DmnTable.Input input = table.inputs().get(column);
        String fact = input.expression();
        if (facts.contains(fact)) {
          Set<Object> all = values.computeIfAbsent(fact, any -> new LinkedHashSet<>());
          all.addAll(CellValues.of(table, column));
          all.addAll(
              CellValues.of(input.type(), input.listed(), right.given().getOrDefault(fact, "")));
        }
      }
    }
    return values;
  }

  private Map<String, List<Object>> fitting(
      StatutoryRight right, DmnTable table, DmnTable.Rule rule, Map<String, Set<Object>> values) {
    Map<String, List<Object>> fitting = new LinkedHashMap<>();
    values.forEach(
        (fact, all) ->
            fitting.put(
                fact,
                all.stream()
                    .filter(value -> cells.fits(right.given().getOrDefault(fact, ""), value))
                    .filter(value -> fits(table, rule, fact, value))
                    .toList()));
    return fitting;
  }

  private boolean fits(DmnTable table, DmnTable.Rule rule, String fact, Object value) {
    for (int column = 0; column < table.inputs().size(); column++) {
      if (table.inputs().get(column).expression().equals(fact)
          && !cells.fits(rule.tests().get(column), value)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> ask(
      StatutoryRight right, String file, PackagedTables tables, Map<String, Object> facts) {
    String what;
    try {
      Decision decision = tables.decide(right.decision(), facts);
      Map<String, Object> known = new LinkedHashMap<>(facts);
      known.put("answer", decision.output() == null ? List.of() : decision.output());
      if (FeelCells.holds(right.demand(), known)) {
        return Optional.empty();
      }
      what = "answers %s by %s".formatted(decision.output(), decision.matchedRules());
    } catch (Problem undecided) {
      what = "has no answer";
    }
    return Optional.of(
        "%s (%s): falls short of the law (%s, %s): it %s when %s, and the law asks for %s"
            .formatted(
                file,
                right.decision(),
                right.id(),
                right.law(),
                what,
                CellValues.named(facts),
                right.demand()));
  }
}
