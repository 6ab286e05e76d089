package io.retour.policy.dmn;

import io.retour.policy.dmn.DmnTable.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks at a table as its rules would be hit. Of each column it takes every value that a cell
 * speaks of, one value around each border and one that no cell names; values that no rule tells
 * apart count as one. Then it looks for a combination that no rule answers, for two rules that
 * answer the same one, and for rules that no combination reaches.
 */
final class RuleReach {

  /** Far more than any table that people can read needs; a table never holds a server up. */
  private static final int MOST_STEPS = 200_000;

  /** A value, and the rules whose cell in this column fits it. */
  private record Sample(Object value, BitSet fits) {}

  private static final class TooManyCombinations extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final DmnTable table;
  private final List<List<Sample>> columns = new ArrayList<>();

  RuleReach(DmnTable table, FeelCells cells) {
    this.table = table;
    for (int column = 0; column < table.inputs().size(); column++) {
      columns.add(samples(column, cells));
    }
  }

  List<String> problems() {
    try {
      List<String> problems = new ArrayList<>();
      gap(all(), Optional.empty())
          .filter(values -> !table.collects() || !table.noneIsAnAnswer())
          .ifPresent(values -> problems.add(noRule(values)));
      if (table.isUnique()) {
        overlaps(problems);
      }
      table.rules().forEach(rule -> outOfReach(rule).ifPresent(problems::add));
      return problems;
    } catch (TooManyCombinations tooMany) {
      return List.of(
          "its cells make too many combinations to look at all of them; split the table in two");
    }
  }

  private String noRule(List<Object> values) {
    return "no rule applies when %s%s"
        .formatted(
            named(values),
            table.collects()
                ? ". If that is an answer, write \"%s\" into the table's description, and what it means"
                    .formatted(DmnTable.NONE_IS_AN_ANSWER)
                : "");
  }

  private void overlaps(List<String> problems) {
    Set<List<Rule>> reported = new HashSet<>();
    for (int one = 0; one < table.rules().size(); one++) {
      for (int other = one + 1; other < table.rules().size(); other++) {
        BitSet both = new BitSet();
        both.set(one);
        both.set(other);
        Optional<List<Object>> values = reaching(both);
        if (values.isEmpty()) {
          continue;
        }
        List<Rule> apply = applying(values.get());
        if (reported.add(apply)) {
          problems.add(
              "%s both apply when %s"
                  .formatted(
                      apply.stream().map(Rule::toString).collect(Collectors.joining(" and ")),
                      named(values.get())));
        }
      }
    }
  }

  private Optional<String> outOfReach(Rule rule) {
    BitSet itself = new BitSet();
    itself.set(rule.number() - 1);
    Optional<List<Object>> fitting = reaching(itself);
    if (fitting.isEmpty()) {
      return Optional.of(
          "%s is out of reach: no facts fit its cells %s"
              .formatted(
                  rule,
                  IntStream.range(0, table.inputs().size())
                      .filter(column -> !FeelCells.isEmpty(rule.tests().get(column)))
                      .mapToObj(
                          column ->
                              table.inputs().get(column).expression()
                                  + " "
                                  + rule.tests().get(column))
                      .collect(Collectors.joining(", "))));
    }
    BitSet before = new BitSet();
    before.set(0, rule.number() - 1);
    if (!table.isFirst() || gap(before, Optional.of(rule)).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is out of reach: %s stands before it and answers too, for instance when %s"
            .formatted(rule, applying(fitting.get()).getFirst(), named(fitting.get())));
  }

  private BitSet all() {
    BitSet all = new BitSet();
    all.set(0, table.rules().size());
    return all;
  }

  /** Values that none of these rules fits; and that the other one does, if there is one. */
  private Optional<List<Object>> gap(BitSet rules, Optional<Rule> within) {
    List<Object> values = new ArrayList<>();
    return gap(rules, within, values, new HashSet<>()) ? Optional.of(values) : Optional.empty();
  }

  private record Step(int column, BitSet left) {}

  private boolean gap(BitSet left, Optional<Rule> within, List<Object> values, Set<Step> inVain) {
    int column = values.size();
    if (column == columns.size()) {
      return left.isEmpty();
    }
    if (!inVain.add(new Step(column, left))) {
      return false;
    }
    if (inVain.size() > MOST_STEPS) {
      throw new TooManyCombinations();
    }
    for (Sample sample : columns.get(column)) {
      if (within.isPresent() && !sample.fits().get(within.get().number() - 1)) {
        continue;
      }
      BitSet still = (BitSet) left.clone();
      still.and(sample.fits());
      values.add(sample.value());
      if (gap(still, within, values, inVain)) {
        return true;
      }
      values.removeLast();
    }
    return false;
  }

  /** Values that all of these rules fit. */
  private Optional<List<Object>> reaching(BitSet rules) {
    List<Object> values = new ArrayList<>();
    for (List<Sample> column : columns) {
      Optional<Sample> fitting =
          column.stream().filter(sample -> rules.stream().allMatch(sample.fits()::get)).findFirst();
      if (fitting.isEmpty()) {
        return Optional.empty();
      }
      values.add(fitting.get().value());
    }
    return Optional.of(values);
  }

  private List<Rule> applying(List<Object> values) {
    BitSet fitting = all();
    for (int column = 0; column < columns.size(); column++) {
      Object value = values.get(column);
      columns.get(column).stream()
          .filter(sample -> sample.value().equals(value))
          .forEach(sample -> fitting.and(sample.fits()));
    }
    return fitting.stream().mapToObj(table.rules()::get).toList();
  }

  private String named(List<Object> values) {
    Map<String, Object> byColumn = new LinkedHashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      byColumn.put(table.inputs().get(column).expression(), values.get(column));
    }
    return CellValues.named(byColumn);
  }

  private List<Sample> samples(int column, FeelCells cells) {
    Map<BitSet, Object> first = new LinkedHashMap<>();
    for (Object value : CellValues.of(table, column)) {
      BitSet fits = new BitSet();
      for (Rule rule : table.rules()) {
        fits.set(rule.number() - 1, cells.fits(rule.tests().get(column), value));
      }
      first.putIfAbsent(fits, value);
    }
    return first.entrySet().stream()
        .map(each -> new Sample(each.getValue(), each.getKey()))
        .toList();
  }
}
