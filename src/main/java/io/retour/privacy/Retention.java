package io.retour.privacy;

import io.retour.privacy.PersonStore.Mark;
import io.retour.privacy.PersonStore.Subject;
import io.retour.privacy.PersonalData.Column;
import io.retour.privacy.PersonalData.Kind;
import io.retour.privacy.PersonalData.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends what was kept long enough, as the inventory says. Each rule goes through what is old in
 * small steps and remembers how far it came; one copy of Retour holds a rule at a time, and a step
 * that is done twice changes nothing.
 */
@Component
class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final int STEP = 200;
  private static final UUID FIRST = new UUID(0, 0);

  /** Columns that end by the same setting, found from the same thing. */
  private record Rule(Kind kind, String setting, Duration kept) {

    String name() {
      return kind + ":" + setting;
    }
  }

  private final PersonStore store;
  private final PersonalData inventory;
  private final PrivacyProperties properties;
  private final Erasures erasures;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Retention(
      PersonStore store,
      PersonalData inventory,
      PrivacyProperties properties,
      Erasures erasures,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.inventory = inventory;
    this.properties = properties;
    this.erasures = erasures;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Scheduled(
      fixedDelayString = "${retour.privacy.interval:PT1H}",
      initialDelayString = "${retour.privacy.interval:PT1H}")
  void run() {
    for (Rule rule : rules()) {
      try {
        goThrough(rule);
      } catch (RuntimeException broken) {
        log.error("Retention of {} stopped; the next run goes on", rule.name(), broken);
      }
    }
    while (erasures.eraseWhatWaited() >= STEP) {
      // those that are left
    }
  }

  /** Where a step fails, its cases are taken one by one, and the one that fails is left out. */
  private void goThrough(Rule rule) {
    transaction.executeWithoutResult(status -> store.begin(rule.name(), clock.instant()));
    int oneByOne = 0;
    boolean more = true;
    while (more) {
      int most = oneByOne > 0 ? 1 : STEP;
      try {
        more = Objects.requireNonNull(transaction.execute(status -> step(rule, most, true)));
        oneByOne = Math.max(0, oneByOne - 1);
      } catch (RuntimeException broken) {
        if (most == 1) {
          log.error("Retention of {} leaves one out", rule.name(), broken);
          more = Objects.requireNonNull(transaction.execute(status -> step(rule, 1, false)));
        } else {
          oneByOne = STEP;
        }
      }
    }
  }

  private List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    properties
        .byName()
        .forEach(
            (setting, kept) -> {
              for (Kind kind : Kind.values()) {
                if (inventory.tables().stream()
                    .anyMatch(
                        table ->
                            table.rows().containsKey(kind) && !ending(table, setting).isEmpty())) {
                  rules.add(new Rule(kind, setting, kept));
                }
              }
            });
    return rules;
  }

  private static List<Column> ending(Table table, String setting) {
    return table.personal().stream().filter(column -> column.goesAfter(setting)).toList();
  }

  /**
   * @param ending false to go past them only
   * @return whether there may be more
   */
  private boolean step(Rule rule, int most, boolean ending) {
    Instant now = clock.instant();
    Optional<Mark> held = store.hold(rule.name());
    if (held.isEmpty()) {
      return false;
    }
    Mark mark = held.get();
    if (mark.beganAt().plus(properties.again()).isBefore(now)) {
      mark = new Mark(Instant.EPOCH, FIRST, now);
    }
    List<Subject> next = store.next(rule.kind(), mark, now.minus(rule.kept()), most);
    if (!ending) {
      next.forEach(each -> log.error("Left out by {}: {}", rule.name(), each.number()));
    }
    List<UUID> free = ending ? free(rule, next, now) : List.of();
    if (!free.isEmpty()) {
      int ended = 0;
      for (Table table : inventory.tables()) {
        List<Column> columns = ending(table, rule.setting());
        if (table.rows().containsKey(rule.kind()) && !columns.isEmpty()) {
          ended += store.end(table, columns, rule.kind(), free);
        }
      }
      if (ended > 0) {
        log.info("{} rows were kept long enough: {}", ended, rule.name());
      }
    }
    if (!next.isEmpty()) {
      Subject last = next.getLast();
      mark = new Mark(Objects.requireNonNull(last.since()), last.id(), mark.beganAt());
    }
    store.mark(rule.name(), mark);
    return next.size() == most;
  }

  /** Those of which nothing is open any more; the others have their turn the next time around. */
  private List<UUID> free(Rule rule, List<Subject> next, Instant now) {
    Set<UUID> orders =
        next.stream().map(Subject::orderId).filter(Objects::nonNull).collect(Collectors.toSet());
    store.lock(orders);
    Map<UUID, Set<Hindrance>> held = store.hindrances(orders, now);
    List<Subject> free = next.stream().filter(each -> isFree(rule, each, held)).toList();
    if (rule.setting().equals("contracts")) {
      // in some countries the law gives longer, and it gives it from the delivery
      Map<UUID, String> countries = store.countries(orders);
      free =
          store.known(rule.kind(), free.stream().map(Subject::id).toList()).stream()
              .filter(each -> isOver(each, countries.getOrDefault(each.id(), ""), now))
              .toList();
    }
    return free.stream().map(Subject::id).toList();
  }

  private boolean isOver(Subject order, String country, Instant now) {
    return order.since() != null
        && !order.since().plus(properties.contractsIn(country)).isAfter(now);
  }

  private static boolean isFree(Rule rule, Subject subject, Map<UUID, Set<Hindrance>> held) {
    return subject.orderId() == null
        || held.getOrDefault(subject.orderId(), Set.of()).stream()
            .noneMatch(each -> each != Hindrance.LATELY_ENDED || rule.kind() == Kind.ORDER);
  }
}
