package io.retour.privacy;

import io.retour.privacy.PersonStore.Subject;
import io.retour.privacy.PersonStore.Waiting;
import io.retour.privacy.PersonalData.Kind;
import io.retour.shared.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Erasure on request (GDPR Art. 17). What nothing holds up goes at once; the rest goes by itself
 * when its reason is over. Amounts, bookings and credit notes stay: they name nobody.
 */
@Service
public class Erasures {

  private static final Logger log = LoggerFactory.getLogger(Erasures.class);
  private static final Duration LOOK_AGAIN = Duration.ofDays(1);
  private static final int STEP = 200;

  /**
   * Something a person has, and whether it can go.
   *
   * @param why what holds it up; absent when nothing does
   * @param notBefore the first day on which it can go, where that is known
   */
  public record Part(
      Kind kind, String number, @Nullable Hindrance why, @Nullable Instant notBefore) {}

  /** What an erasure would do, or did. */
  public record Outcome(List<Part> gone, List<Part> waits) {

    public Outcome {
      gone = List.copyOf(gone);
      waits = List.copyOf(waits);
    }

    /** Whether nothing was found. */
    public boolean empty() {
      return gone.isEmpty() && waits.isEmpty();
    }
  }

  private final PersonStore store;
  private final PersonalData inventory;
  private final PrivacyProperties properties;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Erasures(
      PersonStore store,
      PersonalData inventory,
      PrivacyProperties properties,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.inventory = inventory;
    this.properties = properties;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What an erasure would do now; changes nothing. */
  @Transactional(readOnly = true)
  public Outcome preview(String brand, String email) {
    List<Subject> subjects = store.ofPerson(brand, address(email));
    Map<UUID, Set<Hindrance>> held = hindrances(subjects);
    List<Part> gone = new ArrayList<>();
    List<Part> waits = new ArrayList<>();
    for (Subject each : subjects) {
      Part part = part(each, held);
      (part.why() == null ? gone : waits).add(part);
    }
    return new Outcome(gone, waits);
  }

  /** The same, for a person of staff who looks: that somebody did is written down. */
  @Transactional
  public Outcome look(String brand, String email, String actor) {
    Outcome found = preview(brand, email);
    audit.note(
        actor, Act.SEARCHED, "", "%d found".formatted(found.gone().size() + found.waits().size()));
    return found;
  }

  /**
   * Erases a person. A second time there is nothing left but what waits, and that waits once.
   *
   * @param email where the person gets mail, as typed
   * @param actor the user name of who does it
   */
  @Transactional
  public Outcome erase(String brand, String email, String actor) {
    String address = address(email);
    // a return that begins meanwhile holds its order: it is seen below, or finds nobody any more
    store.lock(orders(store.ofPerson(brand, address)));
    List<Subject> subjects = store.ofPerson(brand, address);
    if (subjects.isEmpty()) {
      return new Outcome(List.of(), List.of());
    }
    Instant now = clock.instant();
    Map<UUID, Set<Hindrance>> held = hindrances(subjects);
    Set<UUID> waiting = store.waiting(subjects.stream().map(Subject::id).toList());
    UUID id = UUID.randomUUID();
    List<Part> gone = new ArrayList<>();
    List<Part> waits = new ArrayList<>();
    boolean opened = false;
    for (Subject each : subjects) {
      Part part = part(each, held);
      (part.why() == null ? gone : waits).add(part);
      if (waiting.contains(each.id())) {
        continue;
      }
      if (!opened) {
        store.open(id, brand, actor, now);
        opened = true;
      }
      store.add(id, each, part.why(), part.notBefore());
    }
    List<Subject> free = subjects.stream().filter(each -> part(each, held).why() == null).toList();
    List<String> words = new ArrayList<>(List.of(address));
    free.forEach(each -> words.add(each.id().toString()));
    if (!free.isEmpty()) {
      erase(free);
    }
    store.forgetAnswers(words);
    for (Subject each : free) {
      store.done(new Waiting(id, each.kind(), each.id()), now);
    }
    store.close(now);
    if (opened || !free.isEmpty()) {
      audit.note(
          actor,
          Act.ERASED,
          id.toString(),
          "%d erased, %d wait".formatted(gone.size(), waits.size()));
    }
    for (Subject each : subjects) {
      if (each.kind() == Kind.RETURN || each.kind() == Kind.CLAIM) {
        audit.note(
            actor, Act.ERASED, each.number(), part(each, held).why() == null ? "erased" : "waits");
      }
    }
    return new Outcome(gone, waits);
  }

  /**
   * Erases what waited and is not held up any more, each in a transaction of its own: what fails is
   * looked at again a day later and keeps nothing else from going.
   *
   * @return how many were looked at; as many as a step has when there may be more
   */
  int eraseWhatWaited() {
    int looked = 0;
    for (Waiting each : store.due(clock.instant(), STEP)) {
      try {
        if (Boolean.TRUE.equals(transaction.execute(status -> eraseIfFree(each)))) {
          looked++;
        }
      } catch (RuntimeException broken) {
        log.error("{} {} could not be erased", each.kind(), each.subjectId(), broken);
        transaction.executeWithoutResult(
            status -> store.putOff(each, clock.instant().plus(LOOK_AGAIN)));
      }
    }
    transaction.executeWithoutResult(status -> store.close(clock.instant()));
    return looked;
  }

  /**
   * @return whether it was for this copy of Retour to look at
   */
  private boolean eraseIfFree(Waiting waiting) {
    Instant now = clock.instant();
    List<Subject> known = store.known(waiting.kind(), List.of(waiting.subjectId()));
    store.lock(orders(known));
    if (!store.take(waiting)) {
      return false;
    }
    Map<UUID, Set<Hindrance>> held = hindrances(known);
    for (Subject subject : known) {
      Part part = part(subject, held);
      if (part.why() != null) {
        Instant then = part.notBefore();
        store.waits(waiting, part.why(), then == null ? now.plus(LOOK_AGAIN) : then);
        return true;
      }
    }
    if (!known.isEmpty()) {
      erase(known);
      store.forgetAnswers(List.of(waiting.subjectId().toString()));
    }
    store.done(waiting, now);
    return true;
  }

  private void erase(List<Subject> subjects) {
    Map<Kind, List<UUID>> ids =
        subjects.stream()
            .collect(
                Collectors.groupingBy(
                    Subject::kind,
                    () -> new EnumMap<>(Kind.class),
                    Collectors.mapping(Subject::id, Collectors.toList())));
    for (PersonalData.Table table : inventory.tables()) {
      List<PersonalData.Column> columns =
          table.personal().stream().filter(PersonalData.Column::goesOnRequest).toList();
      if (!columns.isEmpty()) {
        table
            .rows()
            .keySet()
            .forEach(
                kind ->
                    Optional.ofNullable(ids.get(kind))
                        .ifPresent(of -> store.end(table, columns, kind, of)));
      }
    }
  }

  private Map<UUID, Set<Hindrance>> hindrances(List<Subject> subjects) {
    return store.hindrances(orders(subjects), clock.instant());
  }

  private static Set<UUID> orders(List<Subject> subjects) {
    return subjects.stream()
        .map(Subject::orderId)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Part part(Subject subject, Map<UUID, Set<Hindrance>> held) {
    if (subject.kind() == Kind.STATEMENT && subject.since() != null) {
      Instant proves = subject.since().plus(properties.statements());
      if (proves.isAfter(clock.instant())) {
        return new Part(subject.kind(), subject.number(), Hindrance.PROOF, proves);
      }
    }
    Hindrance why =
        subject.orderId() == null
            ? null
            : held.getOrDefault(subject.orderId(), Set.of()).stream()
                .filter(each -> each != Hindrance.LATELY_ENDED)
                .min(Hindrance::compareTo)
                .orElse(null);
    return new Part(subject.kind(), subject.number(), why, null);
  }

  /** As it is kept. */
  static String address(String typed) {
    String address = typed.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    if (!address.matches("[^@]+@[^@]+") || address.endsWith("@erased.invalid")) {
      throw Problem.invalid("email-missing", "email", "Give the mail address of the person.");
    }
    return address;
  }
}
