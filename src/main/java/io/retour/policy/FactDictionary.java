package io.retour.policy;

import java.util.Map;
import java.util.Optional;

/**
 * What every fact means, as people read it in {@code docs/facts.md}.
 *
 * @param facts what tables look at, by name
 * @param variables what journeys carry besides; these have neither type nor unit
 */
public record FactDictionary(Map<String, Fact> facts, Map<String, Fact> variables) {

  public Optional<Fact> fact(String name) {
    return Optional.ofNullable(facts.get(name));
  }
}
