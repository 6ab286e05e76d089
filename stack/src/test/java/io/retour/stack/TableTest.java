package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void alignsItsColumns() {
    var table = new Table().row("a", "long cell", "x").row("longer", "b");

    assertEquals(
        """
          a       long cell  x
          longer  b
        """,
        table.toString().replace(System.lineSeparator(), "\n"));
  }
}
