package io.retour.policy.dmn;

import io.retour.policy.Fact;
import io.retour.policy.FactDictionary;
import io.retour.policy.TableInspection;
import io.retour.policy.Vocabulary;
import io.retour.policy.dmn.DmnTable.Decisions;
import io.retour.policy.dmn.DmnTable.Formula;
import io.retour.policy.dmn.DmnTable.Input;
import io.retour.policy.dmn.DmnTable.Output;
import io.retour.policy.dmn.DmnTable.Rule;
import io.retour.policy.dmn.SaidWords.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Holds tables against each other, the fact dictionary, the vocabulary and the house's rules. */
@Component
class TableChecker implements TableInspection {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final Pattern CONSTANT = Pattern.compile("\"[A-Z0-9_]+\"");
  private static final Pattern GENERATED_ID =
      Pattern.compile("(?i)(DecisionRule|Rule)?_[0-9a-z]{7}");

  private static final String FACT_LINE =
      "If it is new, add this line there, under facts:%n  %s: { type: string|number|boolean,"
          + " unit: \"...\", meaning: \"One sentence.\", from: \"the job, message or form that sets"
          + " it\" }";

  private final FactDictionary facts;
  private final Vocabulary vocabulary;
  private final StatutoryFloor floor;

  TableChecker(FactDictionary facts, Vocabulary vocabulary, StatutoryFloor floor) {
    this.facts = facts;
    this.vocabulary = vocabulary;
    this.floor = floor;
  }

  @Override
  public List<String> problemsOf(Map<String, String> files) {
    List<String> problems = new ArrayList<>();
    List<Decisions> all = new ArrayList<>();
    Map<String, String> tables = new TreeMap<>(files);
    tables.keySet().removeIf(file -> !file.endsWith(".dmn"));
    tables.forEach(
        (file, content) -> {
          try {
            all.add(DmnTable.read(file, content));
          } catch (IllegalStateException unreadable) {
            problems.add(String.valueOf(unreadable.getMessage()));
          }
        });
    new Run(all, problems).check();
    if (problems.isEmpty()) {
      problems.addAll(floor.problemsOf(tables));
    }
    return List.copyOf(problems);
  }

  /** A list of words that a column keeps, and who keeps it. */
  private record Listed(String by, List<String> words) {}

  private final class Run {

    private final List<Decisions> files;
    private final List<String> problems;
    private final Map<String, Listed> listedByFact = new HashMap<>();
    private final Map<String, Set<String>> listedByName = new LinkedHashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final FeelCells cells = new FeelCells();

    Run(List<Decisions> files, List<String> problems) {
      this.files = files;
      this.problems = problems;
    }

    void check() {
      for (Decisions file : files) {
        for (DmnTable table : file.tables()) {
          table.inputs().forEach(input -> collect(file, table, input));
          table.outputs().forEach(output -> collect(output.name(), output.listed()));
        }
      }
      for (Decisions file : files) {
        file.tables().forEach(table -> check(file, table));
        file.formulas().forEach(this::check);
      }
    }

    private void collect(Decisions file, DmnTable table, Input input) {
      collect(input.expression(), input.listed());
      if (!input.listed().isEmpty() && !file.answers(input.expression())) {
        listedByFact.putIfAbsent(
            input.expression(),
            new Listed("%s (%s)".formatted(table.file(), table.id()), input.listed()));
      }
    }

    private void collect(String name, List<String> words) {
      listedByName.computeIfAbsent(name, any -> new LinkedHashSet<>()).addAll(words);
    }

    private void check(Decisions file, DmnTable table) {
      String where = "%s (%s): ".formatted(table.file(), table.id());
      Consumer<String> complain = problem -> problems.add(where + problem);
      table.inputs().stream()
          .filter(input -> !file.answers(input.expression()))
          .forEach(input -> fact(input, complain));
      boolean readable = true;
      for (Rule rule : table.rules()) {
        house(rule, complain);
        readable &= isReadable(table, rule, complain);
      }
      if (readable) {
        for (Rule rule : table.rules()) {
          questions(table, rule, complain);
          answers(table, rule, complain);
        }
        new RuleReach(table, cells).problems().forEach(complain);
      }
    }

    private void fact(Input input, Consumer<String> complain) {
      String name = input.expression();
      if (!NAME.matcher(name).matches()) {
        complain.accept(
            "input '%s' is not the name of one fact; compute it where facts are collected"
                .formatted(name));
        return;
      }
      Optional<Fact> fact = facts.fact(name);
      if (fact.isEmpty()) {
        complain.accept(
            ("input %s is not in dmn/facts.yaml. %s " + FACT_LINE)
                .formatted(name, NearestName.of(name, facts.facts().keySet()), name));
      } else if (!fact.get().type().equals(input.type())) {
        complain.accept(
            "input %s is taken for a %s, dmn/facts.yaml says %s"
                .formatted(name, input.type(), fact.get().type()));
      }
      Listed first = listedByFact.get(name);
      if (first != null
          && !input.listed().isEmpty()
          && !Set.copyOf(first.words()).equals(Set.copyOf(input.listed()))) {
        complain.accept(
            "column %s lists %s, but %s lists %s for the same fact"
                .formatted(name, input.listed(), first.by(), first.words()));
      }
    }

    private void house(Rule rule, Consumer<String> complain) {
      if (!ids.add(rule.id())) {
        complain.accept("rule id %s is used twice".formatted(rule.id()));
      }
      if (rule.id().isEmpty() || GENERATED_ID.matcher(rule.id()).matches()) {
        complain.accept("give %s an id that says what it is about".formatted(rule));
      }
      if (rule.note().isEmpty()) {
        complain.accept("%s has no annotation".formatted(rule));
      }
    }

    private boolean isReadable(DmnTable table, Rule rule, Consumer<String> complain) {
      if (rule.tests().size() != table.inputs().size()
          || rule.answers().size() != table.outputs().size()) {
        complain.accept("%s does not have a cell for each column".formatted(rule));
        return false;
      }
      List<String> objections = new ArrayList<>();
      for (int i = 0; i < rule.tests().size(); i++) {
        String cell = table.inputs().get(i).expression() + " " + rule.tests().get(i);
        FeelCells.objectionToTest(rule.tests().get(i))
            .ifPresent(
                why -> objections.add("its cell %s is no FEEL test: %s".formatted(cell, why)));
      }
      for (int i = 0; i < rule.answers().size(); i++) {
        String answer = rule.answers().get(i);
        String cell = table.outputs().get(i).name() + " " + answer;
        (answer.isEmpty() ? Optional.<String>empty() : FeelCells.objectionToExpression(answer))
            .ifPresent(
                why ->
                    objections.add("its answer %s is no FEEL expression: %s".formatted(cell, why)));
      }
      objections.forEach(objection -> complain.accept("%s: %s".formatted(rule, objection)));
      return objections.isEmpty();
    }

    /** A cell that waits for a word which the fact never takes never applies, or always does. */
    private void questions(DmnTable table, Rule rule, Consumer<String> complain) {
      for (int i = 0; i < table.inputs().size(); i++) {
        Input input = table.inputs().get(i);
        Listed elsewhere = listedByFact.get(input.expression());
        List<String> known =
            !input.listed().isEmpty() || elsewhere == null ? input.listed() : elsewhere.words();
        if (known.isEmpty()) {
          continue;
        }
        DmnTable.words(rule.tests().get(i)).stream()
            .filter(word -> !known.contains(word))
            .forEach(
                word ->
                    complain.accept(
                        "%s waits for %s %s, which %s. %s"
                            .formatted(
                                rule,
                                input.expression(),
                                word,
                                input.listed().isEmpty() && elsewhere != null
                                    ? elsewhere.by() + " does not list for that fact"
                                    : "the column does not list",
                                NearestName.of(word, known))));
      }
    }

    private void answers(DmnTable table, Rule rule, Consumer<String> complain) {
      for (int i = 0; i < table.outputs().size(); i++) {
        Output output = table.outputs().get(i);
        String answer = rule.answers().get(i);
        if (answer.isEmpty()
            || output.type().equals("string") && !CONSTANT.matcher(answer).matches()) {
          complain.accept(
              "%s answers %s as %s, where %s belongs"
                  .formatted(
                      rule,
                      answer.isEmpty() ? "nothing" : answer,
                      output.name(),
                      output.type().equals("string") ? "a quoted constant" : "an answer"));
          continue;
        }
        for (Word word : SaidWords.of(answer, output.name())) {
          if (word.compared()) {
            compared(rule.toString(), word, complain);
          } else {
            answered(rule, output, word, complain);
          }
        }
      }
    }

    private void answered(Rule rule, Output output, Word word, Consumer<String> complain) {
      List<String> own = word.as().equals(output.name()) ? output.listed() : List.of();
      Set<String> known = vocabulary.wordsOf(word.as());
      String notListed =
          own.isEmpty() || own.contains(word.text())
              ? ""
              : ". The output's own list of values does not have it: " + String.join(", ", own);
      boolean isAWord =
          known.isEmpty()
              ? own.contains(word.text()) && isAWord(word.text())
              : known.contains(word.text());
      if (!isAWord && (!known.isEmpty() || notListed.isEmpty())) {
        complain.accept(
            ("%s answers \"%s\" as %s, a word outside the vocabulary. %s If it is new, add this line"
                    + " to dmn/vocabulary.yaml under %s:%n  %s: \"What it means.\"%s")
                .formatted(
                    rule,
                    word.text(),
                    word.as(),
                    NearestName.of(word.text(), known.isEmpty() ? own : known),
                    word.as(),
                    word.text(),
                    notListed));
      } else if (!notListed.isEmpty()) {
        complain.accept(
            "%s answers \"%s\" as %s%s".formatted(rule, word.text(), word.as(), notListed));
      }
    }

    /** Whether some output of the vocabulary has it. */
    private boolean isAWord(String text) {
      return vocabulary.words().values().stream().anyMatch(words -> words.containsKey(text));
    }

    private void compared(String who, Word word, Consumer<String> complain) {
      Set<String> known = new LinkedHashSet<>(vocabulary.wordsOf(word.as()));
      known.addAll(listedByName.getOrDefault(word.as(), Set.of()));
      if (!known.isEmpty() && !known.contains(word.text())) {
        complain.accept(
            "%s compares %s with \"%s\", which it never is. %s"
                .formatted(who, word.as(), word.text(), NearestName.of(word.text(), known)));
      }
    }

    private void check(Formula formula) {
      String where = "%s (%s): ".formatted(formula.file(), formula.id());
      Optional<String> objection = FeelCells.objectionToExpression(formula.expression());
      if (objection.isPresent()) {
        problems.add(where + "its formula is no FEEL expression: " + objection.get());
        return;
      }
      for (Word word : SaidWords.of(formula.expression(), formula.name())) {
        if (word.compared()) {
          compared("its formula", word, problem -> problems.add(where + problem));
          continue;
        }
        Set<String> known = new LinkedHashSet<>(vocabulary.wordsOf(word.as()));
        known.addAll(listedByName.getOrDefault(word.as(), Set.of()));
        if (!known.contains(word.text())) {
          problems.add(
              where
                  + "its formula gives \"%s\" as %s, which no column that reads it lists. %s"
                      .formatted(word.text(), word.as(), NearestName.of(word.text(), known)));
        }
      }
    }
  }
}
