package io.retour.bench.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the experiment found, as Markdown that reads well in a terminal too.
 *
 * @param faults how many kills were asked for; one can meet two parts at once
 * @param machine what it ran on
 * @param played how many returns of each way were confirmed
 * @param outcomes how many ended how, or wait for a person
 * @param repeated calls that had no answer, or "not now", and were made again
 * @param refused what Retour clearly said no to, by reason
 * @param waitsInVain what somebody looked for in vain; whether that is wrong, the verdicts say
 * @param leftOut faults for which there was no time
 * @param diedAlone parts that ended although nobody killed them
 */
record Report(
    long seed,
    int returns,
    int faults,
    Instant begun,
    Duration load,
    Duration settling,
    String machine,
    Map<String, Long> played,
    Map<String, Long> outcomes,
    long repeated,
    Map<String, Long> refused,
    List<String> unanswered,
    List<String> waitsInVain,
    int leftOut,
    Map<String, Integer> kills,
    Map<String, Integer> pauses,
    Map<String, Integer> diedAlone,
    List<Verdict> verdicts) {

  private static final int MOST_SHOWN = 20;

  /** Whether everything holds, and everybody got an answer. */
  boolean holds() {
    return verdicts.stream().allMatch(Verdict::holds) && unanswered.isEmpty();
  }

  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# ./retour chaos --returns %d --kills %d --seed %d".formatted(returns, faults, seed));
    lines.add("");
    lines.add(
        "%s, %s; %s under load, %s until all was settled."
            .formatted(
                begun.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z"),
                machine,
                words(load),
                words(settling)));
    lines.add("");
    lines.add("| invariant | checked | violations |");
    lines.add("| --- | ---: | ---: |");
    for (Verdict verdict : verdicts) {
      lines.add(
          "| %s | %d | %d |"
              .formatted(verdict.invariant(), verdict.checked(), verdict.violations().size()));
    }
    lines.add("| every call was answered in the end | | %d |".formatted(unanswered.size()));
    lines.add("");
    lines.add("| component | killed | paused | died by itself |");
    lines.add("| --- | ---: | ---: | ---: |");
    TreeSet<String> components = new TreeSet<>(kills.keySet());
    components.addAll(pauses.keySet());
    components.addAll(diedAlone.keySet());
    for (String component : components) {
      lines.add(
          "| %s | %d | %d | %d |"
              .formatted(
                  component,
                  kills.getOrDefault(component, 0),
                  pauses.getOrDefault(component, 0),
                  diedAlone.getOrDefault(component, 0)));
    }
    lines.add("| together | %d | %d | %d |".formatted(sum(kills), sum(pauses), sum(diedAlone)));
    if (leftOut > 0) {
      lines.add("");
      lines.add("Left out, because there was no time for them: %d faults.".formatted(leftOut));
    }
    lines.add("");
    lines.add("Confirmed returns: %s.".formatted(counts(played)));
    lines.add("");
    lines.add("What became of them: %s.".formatted(counts(outcomes)));
    lines.add("");
    lines.add("Calls made again: %d. Said no to: %s.".formatted(repeated, counts(refused)));
    verdicts.stream()
        .filter(verdict -> !verdict.holds())
        .forEach(
            verdict -> {
              lines.add("");
              lines.add("Violated: " + verdict.invariant());
              lines.add("");
              list(verdict.violations(), lines);
            });
    if (!unanswered.isEmpty()) {
      lines.add("");
      lines.add("Never answered:");
      lines.add("");
      list(unanswered, lines);
    }
    if (!waitsInVain.isEmpty()) {
      lines.add("");
      lines.add("Waited for in vain:");
      lines.add("");
      list(waitsInVain, lines);
    }
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static void list(List<String> all, List<String> lines) {
    all.stream().limit(MOST_SHOWN).forEach(each -> lines.add("- " + each));
    if (all.size() > MOST_SHOWN) {
      lines.add("- and %d more".formatted(all.size() - MOST_SHOWN));
    }
  }

  private static String counts(Map<String, Long> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String words(Duration duration) {
    return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
