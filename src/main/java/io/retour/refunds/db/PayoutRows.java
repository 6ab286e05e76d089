package io.retour.refunds.db;

import io.retour.refunds.Refund;
import io.retour.returns.EarlierPayouts;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Payouts by hand, counted for the facts of later returns. */
@Component
class PayoutRows implements EarlierPayouts {

  private final JdbcClient jdbc;

  PayoutRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public int elsewhere(Collection<UUID> returnIds, Instant since) {
    if (returnIds.isEmpty()) {
      return 0;
    }
    return jdbc.sql(
            "select count(distinct g.return_id) from refund f join refund_grant g"
                + " on g.id = f.grant_id where f.state = 'MANUAL' and f.updated_at > :since"
                + " and g.return_id in (:returns)")
        .param("since", LocalDateTime.ofInstant(since, ZoneOffset.UTC))
        .param("returns", returnIds)
        .query(Integer.class)
        .single();
  }

  @Override
  public int disputed(Collection<UUID> returnIds) {
    if (returnIds.isEmpty()) {
      return 0;
    }
    return jdbc.sql(
            "select count(distinct g.return_id) from refund f join refund_grant g"
                + " on g.id = f.grant_id where (f.state = 'SUBMITTED' and f.detail = :disputed or f.state = 'UNCLEAR')"
                + " and g.return_id in (:returns)")
        .param("disputed", Refund.DISPUTED)
        .param("returns", returnIds)
        .query(Integer.class)
        .single();
  }
}
