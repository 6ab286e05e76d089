package io.retour.policy;

/**
 * Something that an inspector looks at.
 *
 * @param check what, a word of the vocabulary
 * @param seenOnYes whether the answer yes is the finding, and not no
 * @param finding what that answer says about lost value, NONE for nothing
 */
public record InspectionCheck(String check, boolean seenOnYes, String finding) {}
