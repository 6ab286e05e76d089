package io.retour.warehouse;

/** What an inspector says to one line of a checklist. */
public enum Answer {
  YES,
  NO,
  /** The piece has nothing of the kind, such as a shoe without a box from the start. */
  NOT_APPLICABLE
}
