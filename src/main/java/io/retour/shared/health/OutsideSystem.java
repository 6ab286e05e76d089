package io.retour.shared.health;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * The health of a system that Retour goes on without for a while. While it is away its status is
 * AWAY, which is told and takes nothing out of service. It is asked in the background: a system
 * that hangs must not let a readiness probe run out of time.
 */
public final class OutsideSystem implements HealthIndicator {

  /** Asks the system for a sign of life; waits no longer than some seconds. */
  @FunctionalInterface
  public interface Question {

    /** Throws what went wrong when there is no answer. */
    void ask() throws Exception;
  }

  public static final Status AWAY = new Status("AWAY");

  private static final Logger log = LoggerFactory.getLogger(OutsideSystem.class);

  private final String name;
  private final Question question;
  private volatile Health last = Health.unknown().build();

  /**
   * @param name as the log calls it
   */
  public OutsideSystem(String name, Question question) {
    this.name = name;
    this.question = question;
  }

  @Scheduled(fixedDelayString = "PT10S")
  void ask() {
    boolean wasAway = last.getStatus().equals(AWAY);
    try {
      question.ask();
      last = Health.up().build();
      if (wasAway) {
        log.info("{} is back", name);
      }
    } catch (Exception away) {
      String error =
          away.getMessage() == null ? away.getClass().getSimpleName() : away.getMessage();
      last = Health.status(AWAY).withDetail("error", error).build();
      if (!wasAway) {
        log.warn("{} is away: {}", name, error);
      }
    }
  }

  String name() {
    return name;
  }

  /** What the last answer was; UNKNOWN before the first. */
  @Override
  public Health health() {
    return last;
  }
}
