package io.retour.withdrawal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Says how many statements wait, so that none is forgotten when nobody looks at the log. */
@Component
class WithdrawalMetrics implements MeterBinder {

  private final WithdrawalRecords records;
  private final TransactionTemplate transaction;

  WithdrawalMetrics(WithdrawalRecords records, TransactionTemplate transaction) {
    this.records = records;
    this.transaction = transaction;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("retour.withdrawals.unanswered", this::unanswered)
        .description("Statements of withdrawal that are not answered yet")
        .register(registry);
  }

  private Number unanswered() {
    Long waiting = transaction.execute(status -> records.unanswered());
    return waiting == null ? 0L : waiting;
  }
}
