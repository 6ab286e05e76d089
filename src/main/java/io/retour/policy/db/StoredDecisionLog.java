package io.retour.policy.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.policy.Decision;
import io.retour.policy.DecisionLog;
import io.retour.policy.DecisionTables;
import io.retour.shared.Problem;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The decision log in MariaDB. */
@Component
class StoredDecisionLog implements DecisionLog {

  private static final Logger log = LoggerFactory.getLogger(StoredDecisionLog.class);

  private static final int NO_PROCESS = 0;

  private final DecisionRepository repository;
  private final DecisionTables tables;
  private final ObjectMapper json;
  private final Clock clock;

  StoredDecisionLog(
      DecisionRepository repository, DecisionTables tables, ObjectMapper json, Clock clock) {
    this.repository = repository;
    this.tables = tables;
    this.json = json;
    this.clock = clock;
  }

  @Override
  @Transactional
  public void record(
      UUID returnId,
      String subject,
      String decisionId,
      Map<String, Object> facts,
      @Nullable Object outcome,
      int processVersion,
      long elementInstanceKey) {
    if (repository.existsByReturnIdAndElementInstanceKeyAndDecisionId(
        returnId, elementInstanceKey, decisionId)) {
      return;
    }
    Decision replay = replay(decisionId, facts);
    String replayed = write(replay.output());
    String decided = write(outcome);
    boolean agrees = Objects.equals(read(replayed), read(decided));
    if (!agrees) {
      log.warn(
          "Camunda decided {} as {} but the packaged table says {} for {}: a table was deployed"
              + " without this application",
          decisionId,
          decided,
          replayed,
          replay.inputs());
    }
    repository.save(
        new DecisionEntity(
            returnId,
            subject,
            decisionId,
            replay.tableChecksum(),
            write(replay.inputs()),
            decided,
            write(replay.matchedRules()),
            agrees,
            processVersion,
            elementInstanceKey,
            clock.instant()));
  }

  @Override
  @Transactional
  public void record(UUID caseId, String subject, Decision asked) {
    List<DecisionEntity> before =
        repository.findByReturnIdAndDecisionIdAndSubjectAndProcessVersionOrderByElementInstanceKey(
            caseId, asked.decisionId(), subject, NO_PROCESS);
    String inputs = write(asked.inputs());
    if (!before.isEmpty() && before.getFirst().says(asked.tableChecksum(), inputs)) {
      return;
    }
    repository.save(
        new DecisionEntity(
            caseId,
            subject,
            asked.decisionId(),
            asked.tableChecksum(),
            inputs,
            write(asked.output()),
            write(asked.matchedRules()),
            true,
            NO_PROCESS,
            -before.size(),
            clock.instant()));
  }

  /** A table without a row for these facts gave nothing, which is kept like any other outcome. */
  private Decision replay(String decisionId, Map<String, Object> facts) {
    try {
      return tables.decide(decisionId, facts);
    } catch (Problem undecided) {
      log.warn("{}", undecided.detail());
      Map<String, Object> inputs = new LinkedHashMap<>();
      tables.inputsOf(decisionId).forEach(name -> inputs.put(name, facts.get(name)));
      return new Decision(decisionId, tables.checksumOf(decisionId), inputs, null, List.of());
    }
  }

  @Override
  @Transactional(readOnly = true)
  public List<Entry> of(UUID returnId) {
    return repository.findByReturnIdOrderByDecidedAt(returnId).stream().map(this::entry).toList();
  }

  private Entry entry(DecisionEntity entity) {
    return new Entry(
        entity.returnId,
        entity.subject,
        entity.decisionId,
        entity.tableChecksum,
        read(entity.inputs, new TypeReference<Map<String, Object>>() {}),
        read(entity.outcome),
        read(entity.matchedRules, new TypeReference<List<String>>() {}),
        entity.replayAgrees,
        entity.processVersion,
        entity.elementInstanceKey,
        entity.decidedAt);
  }

  private String write(@Nullable Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A decision is plain data", impossible);
    }
  }

  private @Nullable Object read(String text) {
    return read(text, new TypeReference<Object>() {});
  }

  private <T extends @Nullable Object> T read(String text, TypeReference<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("The decision log holds what was written to it", impossible);
    }
  }
}
