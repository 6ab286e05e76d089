package io.retour.policy;

import io.retour.policy.dmn.TablesForTests;

/** What the packaged tables say, without an application around them. */
public final class PolicyForTests {

  private PolicyForTests() {}

  public static ReturnPolicy packaged() {
    return new ReturnPolicy(TablesForTests.packaged());
  }
}
