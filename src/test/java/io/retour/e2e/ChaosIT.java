package io.retour.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A short run of {@code ./retour chaos}; docs/reliability.md has the long one. */
@EndToEnd
@Order(7)
class ChaosIT {

  private static final Path REPORT = Path.of("target", "chaos", "report.md");
  private static final int RETURNS = 16;
  private static final int KILLS = 2;

  /** Meets the broker and a copy; the carrier and the stock system lose what they answered. */
  private static final long SEED = 102;

  /** The other tests know of one copy. */
  @AfterEach
  void oneCopyRuns(Stack stack) {
    stack.kill("retour-2");
    stack.up();
  }

  @Test
  void nothingIsLostOrDoneTwiceWhileThePartsOfTheStackDie(Stack stack) throws IOException {
    stack.chaos(RETURNS, KILLS, SEED);

    assertThat(REPORT).exists();
    assertThat(Files.readString(REPORT))
        .contains("--seed " + SEED)
        .contains("| each return has exactly one journey | " + RETURNS + " | 0 |");
  }
}
