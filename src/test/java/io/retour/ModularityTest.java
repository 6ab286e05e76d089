package io.retour;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

  @Test
  void modulesOnlyUseWhatTheyDeclare() {
    ApplicationModules.of(RetourApplication.class).verify();
  }
}
