package io.retour.policy.dmn;

import io.retour.policy.Decision;
import io.retour.policy.DecisionTables;
import io.retour.policy.FormerTables;
import io.retour.policy.TableTexts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Asks tables of which the archive has the text. A text never changes, so it is read once. */
@Component
class KeptTables implements FormerTables {

  private final TableTexts texts;
  private final Map<String, DecisionTables> read = new ConcurrentHashMap<>();

  KeptTables(TableTexts texts) {
    this.texts = texts;
  }

  @Override
  public Optional<Decision> decide(String tableChecksum, String decisionId, Map<String, ?> inputs) {
    DecisionTables known = read.get(tableChecksum);
    return Optional.ofNullable(known)
        .or(() -> texts.of(tableChecksum).map(text -> readOnce(tableChecksum, text)))
        .map(tables -> tables.decide(decisionId, inputs));
  }

  private DecisionTables readOnce(String tableChecksum, String text) {
    return read.computeIfAbsent(
        tableChecksum, checksum -> new PackagedTables(Map.of(checksum + ".dmn", text)));
  }
}
