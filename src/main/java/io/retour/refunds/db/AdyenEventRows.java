package io.retour.refunds.db;

import io.retour.refunds.adyen.AdyenEvent;
import io.retour.refunds.adyen.AdyenEvents;
import io.retour.shared.KeptForAWhile;
import io.retour.shared.Money;
import io.retour.shared.RetentionProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adyen's events in MariaDB: written once, and deleted some months later. */
@Component
class AdyenEventRows implements AdyenEvents, KeptForAWhile {

  private final JdbcClient jdbc;
  private final Clock clock;

  AdyenEventRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void keep(AdyenEvent event) {
    jdbc.sql(
            "insert ignore into adyen_event (psp_reference, original_reference,"
                + " merchant_reference, event_code, success, reason, amount_minor, currency,"
                + " occurred_at, received_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            event.pspReference(),
            event.originalReference(),
            event.merchantReference(),
            event.code(),
            event.success(),
            event.reason(),
            event.amount().minor(),
            event.amount().currency().getCurrencyCode(),
            utc(event.occurredAt()),
            utc(clock.instant()))
        .update();
  }

  @Override
  public List<AdyenEvent> ofRefund(String pspReference, UUID key) {
    return jdbc.sql(
            "select * from adyen_event where event_code like '%REFUND%'"
                + " and (psp_reference = ? or merchant_reference = ?) order by id")
        .params(pspReference, key.toString())
        .query(AdyenEventRows::eventFrom)
        .list();
  }

  @Override
  public List<AdyenEvent> ofPayment(String paymentReference) {
    return jdbc.sql(
            "select * from adyen_event where original_reference = :payment or"
                + " psp_reference = :payment order by id")
        .param("payment", paymentReference)
        .query(AdyenEventRows::eventFrom)
        .list();
  }

  @Override
  public List<AdyenEvent> firstToldOf(Instant from, Instant until) {
    return jdbc.sql(
            "select * from adyen_event where event_code like '%REFUND%' and psp_reference in"
                + " (select psp_reference from adyen_event where event_code like '%REFUND%'"
                + " group by psp_reference having min(occurred_at) >= ? and min(occurred_at) < ?)"
                + " order by id")
        .params(utc(from), utc(until))
        .query(AdyenEventRows::eventFrom)
        .list();
  }

  @Override
  public Duration howLong(RetentionProperties retention) {
    return retention.providerEvents();
  }

  @Override
  public int forget(Instant doneBefore, int most) {
    return jdbc.sql("delete from adyen_event where received_at < ? order by received_at limit ?")
        .params(utc(doneBefore), most)
        .update();
  }

  private static AdyenEvent eventFrom(ResultSet row, int index) throws SQLException {
    return new AdyenEvent(
        row.getString("psp_reference"),
        row.getString("original_reference"),
        row.getString("merchant_reference"),
        row.getString("event_code"),
        row.getBoolean("success"),
        row.getString("reason"),
        Money.of(row.getLong("amount_minor"), row.getString("currency")),
        row.getObject("occurred_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
