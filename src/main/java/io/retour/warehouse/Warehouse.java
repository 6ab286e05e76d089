package io.retour.warehouse;

import io.retour.logistics.Parcels;
import io.retour.returns.Photo;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What warehouse staff do with a parcel. */
@Service
@Transactional
public class Warehouse {

  /** Of several parcels one can be here with the piece while others are on their way. */
  private static final Set<ReturnUnit.Reception> GRADABLE =
      EnumSet.of(
          ReturnUnit.Reception.DROPPED_OFF,
          ReturnUnit.Reception.IN_TRANSIT,
          ReturnUnit.Reception.DELIVERED);

  private static final int LONGEST_FINDINGS = 300;
  private static final int LONGEST_EVIDENCE = 200;

  private final Parcels parcels;
  private final Returns returns;
  private final GroundsStore grounds;
  private final Checklist checklist;
  private final CheckStore checks;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Warehouse(
      Parcels parcels,
      Returns returns,
      GroundsStore grounds,
      Checklist checklist,
      CheckStore checks,
      ApplicationEventPublisher events,
      Clock clock) {
    this.parcels = parcels;
    this.returns = returns;
    this.grounds = grounds;
    this.checklist = checklist;
    this.checks = checks;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @param code tracking number or RMA number, as scanned
   */
  public ReturnCase receive(String code, String actor) {
    if (code.isBlank()) {
      throw Problem.invalid("code-missing", "code", "Scan or type a tracking or return number.");
    }
    return parcels.receive(code, actor);
  }

  /** Grades one piece that nobody wants to destroy. */
  public void inspect(UUID unitId, Grade grade, List<String> findings, String actor) {
    inspect(unitId, new Inspection(grade, findings), actor);
  }

  /**
   * Grades one piece. The same grade again changes nothing. The grounds for destroying it, and what
   * was answered to the checklist, are kept in the return's history.
   *
   * @throws Problem when the piece was graded differently already, or its return does not expect it
   */
  public void inspect(UUID unitId, Inspection seen, String actor) {
    Grade grade = seen.grade();
    DestructionGrounds given = seen.grounds();
    // who grades the same piece at this moment waits, and then reads the grade
    ReturnCase of = returns.lock(returns.ofUnit(unitId).id());
    ReturnUnit unit = of.unit(unitId);
    if (unit.grade() == grade) {
      return;
    }
    if (unit.grade() != null) {
      throw Problem.conflict(
          "already-graded",
          "%s was graded %s already; an agent can review it.".formatted(unit.sku(), unit.grade()));
    }
    requireHere(of, unit);
    if (grade == Grade.MISSING && !parcels.stillToCome(of.id()).isEmpty()) {
      throw Problem.conflict(
          "more-to-come",
          "Another parcel of return %s may bring it: leave it ungraded.".formatted(of.rmaNumber()));
    }
    Map<String, Answer> answers = seen.lookedAt() ? seen.checks() : Map.of();
    List<String> findings =
        Stream.concat(
                seen.findings().stream(), checklist.findings(unit.category(), answers).stream())
            .distinct()
            .toList();
    String codes = String.join(",", findings);
    if (codes.length() > LONGEST_FINDINGS) {
      throw Problem.invalid("findings-too-long", "findings", "Name fewer findings.");
    }
    if (given.evidence().length() > LONGEST_EVIDENCE) {
      throw Problem.invalid(
          "evidence-too-long",
          "evidence",
          "Say in %d characters where the evidence is kept.".formatted(LONGEST_EVIDENCE));
    }
    returns.inspected(unitId, grade, codes, actor);
    parcels.graded(of);
    if (!answers.isEmpty()) {
      checks.keep(unitId, answers);
      returns.noted(of.id(), actor, "checked", "%s: %s".formatted(unit.sku(), inWords(answers)));
    }
    if (!given.equals(DestructionGrounds.NONE)) {
      grounds.keep(unitId, given);
      returns.noted(
          of.id(),
          actor,
          "destruction-grounds",
          "%s %s %s".formatted(unit.sku(), given.derogation(), given.evidence().strip()).strip());
    }
    events.publishEvent(
        new UnitInspected(of.id(), unitId, grade, findings, given, returns.photographed(unitId)));
  }

  private static String inWords(Map<String, Answer> answers) {
    return answers.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each -> "%s %s".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "))
        .toLowerCase(Locale.ROOT)
        .replace('_', ' ');
  }

  private void requireHere(ReturnCase of, ReturnUnit unit) {
    if (!GRADABLE.contains(unit.reception()) || !parcels.here(of.id())) {
      throw Problem.conflict(
          "not-received", "Scan the parcel of return %s in first.".formatted(of.rmaNumber()));
    }
  }

  /**
   * Keeps what shows a defect. It counts for what may be taken off when it comes before the grade;
   * afterwards, while the piece still lies here, it stands beside the agent's review.
   */
  public void photograph(UUID unitId, DefectPhoto photo, String actor) {
    ReturnCase of = returns.lock(returns.ofUnit(unitId).id());
    ReturnUnit unit = of.unit(unitId);
    if (unit.disposition() != null) {
      throw Problem.conflict("already-decided", "%s was decided on already.".formatted(unit.sku()));
    }
    if (unit.grade() == null) {
      requireHere(of, unit);
    }
    returns.addPhoto(
        new Photo(
            photo.idOf(unitId),
            of.id(),
            unit.orderLineId(),
            "image/jpeg",
            photo.content(),
            clock.instant(),
            unitId,
            photo.shows()),
        actor);
  }

  /** Tells the grades of a return's pieces again, for who may have missed them. */
  public void repeatGrades(UUID returnId) {
    for (ReturnUnit unit : returns.get(returnId).units()) {
      Grade grade = unit.grade();
      if (grade != null) {
        List<String> findings =
            unit.findings().isEmpty() ? List.of() : List.of(unit.findings().split(","));
        events.publishEvent(
            new UnitInspected(
                returnId,
                unit.id(),
                grade,
                findings,
                grounds.of(unit.id()),
                returns.photographed(unit.id())));
      }
    }
  }
}
