package io.retour.warehouse;

import io.retour.returns.ReturnUnit.Grade;
import java.util.List;
import java.util.Map;

/**
 * What an inspector saw of one piece.
 *
 * @param findings short codes of what a system saw besides, for the table and the photos
 * @param checks the answers to the checklist of the goods' category, by check; a check that is not
 *     there was not looked at
 * @param grounds why it may be destroyed, if that should come to it
 */
public record Inspection(
    Grade grade, List<String> findings, Map<String, Answer> checks, DestructionGrounds grounds) {

  public Inspection {
    findings = List.copyOf(findings);
    checks = Map.copyOf(checks);
  }

  /** A grade with findings, of a piece that nobody wants to destroy. */
  public Inspection(Grade grade, List<String> findings) {
    this(grade, findings, Map.of(), DestructionGrounds.NONE);
  }

  /** What is not there has nothing that could be looked at. */
  boolean lookedAt() {
    return grade != Grade.MISSING && grade != Grade.WRONG_ITEM;
  }
}
