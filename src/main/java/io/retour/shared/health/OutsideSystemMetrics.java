package io.retour.shared.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Says of each outside system whether it answered the last time, so that its absence alarms. */
@Component
class OutsideSystemMetrics implements MeterBinder {

  private final List<OutsideSystem> systems;

  OutsideSystemMetrics(List<OutsideSystem> systems) {
    this.systems = systems;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (OutsideSystem system : systems) {
      Gauge.builder("retour.outside.system.up", system, OutsideSystemMetrics::up)
          .description("1 while the outside system answers, 0 while it is away")
          .tag("system", system.name())
          .register(registry);
    }
  }

  private static double up(OutsideSystem system) {
    return system.health().getStatus().equals(Status.UP) ? 1 : 0;
  }
}
