package io.retour.policy.dmn;

import io.retour.policy.DecisionTables;

/** The packaged tables without an application around them. */
public final class TablesForTests {

  private static final DecisionTables PACKAGED = new PackagedTables();

  private TablesForTests() {}

  public static DecisionTables packaged() {
    return PACKAGED;
  }
}
