package io.retour.shared.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OutsideSystemTest {

  private final AtomicBoolean away = new AtomicBoolean();
  private final OutsideSystem system =
      new OutsideSystem(
          "The fax",
          () -> {
            if (away.get()) {
              throw new IOException("no carrier");
            }
          });

  @Test
  void isUnknownBeforeItWasAsked() {
    assertThat(system.health().getStatus()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void isAwayWithTheReasonUntilItAnswersAgain() {
    away.set(true);
    system.ask();

    assertThat(system.health().getStatus()).isEqualTo(OutsideSystem.AWAY);
    assertThat(system.health().getDetails()).containsEntry("error", "no carrier");

    away.set(false);
    system.ask();

    assertThat(system.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void logsOnceThatItWentAndThatItIsBack(CapturedOutput log) {
    away.set(true);
    system.ask();
    system.ask();
    away.set(false);
    system.ask();
    system.ask();

    assertThat(log).containsOnlyOnce("The fax is away: no carrier");
    assertThat(log).containsOnlyOnce("The fax is back");
  }
}
