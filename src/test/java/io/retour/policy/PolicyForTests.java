package io.retour.policy;

import io.retour.policy.dmn.TablesForTests;
import java.util.Optional;

/** What the packaged tables say, without an application and without tables of before. */
public final class PolicyForTests {

  private PolicyForTests() {}

  public static ReturnPolicy packaged() {
    return new ReturnPolicy(
        TablesForTests.packaged(), (checksum, decision, inputs) -> Optional.empty());
  }
}
