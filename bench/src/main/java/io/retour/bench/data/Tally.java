package io.retour.bench.data;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Counts things by name, and prints the most frequent first. */
final class Tally {

  private final Map<String, Integer> counts = new TreeMap<>();

  synchronized void add(String name) {
    addTo(name, 1);
  }

  synchronized void addTo(String name, int more) {
    counts.merge(name, more, Integer::sum);
  }

  synchronized int take(String name) {
    Integer count = counts.remove(name);
    return count == null ? 0 : count;
  }

  synchronized int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized void print() {
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> System.out.printf("  %6d  %s%n", entry.getValue(), entry.getKey()));
  }
}
