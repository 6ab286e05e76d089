package io.retour.policy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the tables say of one line.
 *
 * @param legalBasis STATUTORY_WITHDRAWAL, CONFORMITY, RECALL or VOLUNTARY
 * @param furtherBasis the second right it rests on, or NONE: what is not as agreed can still be
 *     withdrawn from
 * @param clarification what a person has to find out: SEAL, LIABILITY or NONE
 * @param outcome ELIGIBLE, REVIEW or NOT_ELIGIBLE
 * @param mode what the shop does about the strictest reason: INCLUDE the line for an agent to look
 *     at, MENTION why and leave the line out, BLOCK the return while it is chosen; NONE when
 *     nothing stands against the line
 * @param reasonCode the first of the strictest reasons, NONE when eligible
 * @param reasons everything that stands against the line, in the order of the table
 * @param hazmat NONE, LITHIUM or LITHIUM_DAMAGED: how it may travel
 */
public record LineAssessment(
    String lineId,
    String legalBasis,
    String furtherBasis,
    String clarification,
    String outcome,
    String mode,
    String reasonCode,
    List<Reason> reasons,
    String hazmat) {

  /**
   * One thing that stands against a line.
   *
   * @param level ORDER, CUSTOMER, ITEM or RETURN: what the reason is about
   * @param code a stable word, for programs and translations
   * @param mode INCLUDE, MENTION or BLOCK, as the shop chose for this reason
   */
  public record Reason(String level, String code, String mode) {}

  public LineAssessment {
    reasons = List.copyOf(reasons);
  }

  /** Every ground that it comes back on. */
  public List<String> bases() {
    return Stream.of(legalBasis, furtherBasis).filter(basis -> !basis.equals("NONE")).toList();
  }

  public boolean possible() {
    return !outcome.equals("NOT_ELIGIBLE");
  }

  /** Whether the line stays out of the return while the others go on. */
  public boolean leftOut() {
    return mode.equals("MENTION");
  }

  /** Whether it comes back under a right and not by the shop's own policy alone. */
  public boolean byRight() {
    return bases().stream().anyMatch(basis -> !basis.equals("VOLUNTARY"));
  }

  /** Whether a person decides if it may come back; under a right nobody does. */
  public boolean needsALook() {
    return outcome.equals("REVIEW") && !byRight();
  }

  /** The codes of all reasons, for a sentence. */
  public String codes() {
    return reasons.stream().map(Reason::code).collect(Collectors.joining(", "));
  }

  /** Whether it has a battery that no parcel service takes (ADR special provision 376). */
  public boolean damagedBattery() {
    return hazmat.equals("LITHIUM_DAMAGED");
  }
}
