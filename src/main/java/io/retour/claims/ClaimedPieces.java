package io.retour.claims;

import io.retour.refunds.GrantedCase;
import io.retour.returns.CaseHistory;
import io.retour.returns.LiabilityExtensions;
import io.retour.returns.PieceHolder;
import io.retour.returns.ReturnUnit.Settlement;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What returns and refunds have to know of claims. */
@Component
class ClaimedPieces implements PieceHolder, GrantedCase, LiabilityExtensions {

  private final JdbcClient jdbc;
  private final CaseHistory history;

  ClaimedPieces(JdbcClient jdbc, CaseHistory history) {
    this.jdbc = jdbc;
    this.history = history;
  }

  @Override
  public Set<String> held(Collection<UUID> orderLineIds) {
    if (orderLineIds.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        jdbc.sql(
                "select held_piece from claim_unit"
                    + " where order_line_id in (:lines) and held_piece is not null")
            .param("lines", orderLineIds)
            .query(String.class)
            .list());
  }

  @Override
  public Set<String> refunded(UUID orderId) {
    return new HashSet<>(
        jdbc.sql(
                "select u.held_piece from claim_unit u join claim c on c.id = u.claim_id"
                    + " where c.order_id = ? and u.remedy = 'REFUND'"
                    + " and u.held_piece is not null")
            .param(orderId)
            .query(String.class)
            .list());
  }

  @Override
  public Optional<LocalDate> liableUntil(UUID orderLineId) {
    return jdbc.sql(
            "select liable_until from claim_unit where order_line_id = ?"
                + " and liable_until is not null order by liable_until desc limit 1")
        .param(orderLineId)
        .query((row, index) -> row.getObject(1, LocalDate.class))
        .optional();
  }

  @Override
  public boolean settlement(UUID caseId, Settlement settlement, String detail) {
    boolean ours =
        jdbc.sql("select count(*) from claim where id = ?").param(caseId).query(Long.class).single()
            > 0;
    if (ours) {
      String kind = "settlement-" + settlement.name().toLowerCase(Locale.ROOT);
      List<CaseHistory.Event> before = history.of(caseId);
      if (before.isEmpty() || !lastSettlement(before).equals(kind)) {
        history.note(caseId, "journey", kind, detail);
      }
    }
    return ours;
  }

  private static String lastSettlement(List<CaseHistory.Event> events) {
    return events.stream()
        .map(CaseHistory.Event::kind)
        .filter(kind -> kind.startsWith("settlement-"))
        .reduce("", (earlier, later) -> later);
  }
}
