package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What a return's history says of the money for an objection. */
@WebTest
class ObjectionCasesTest {

  @Autowired ObjectionCases cases;
  @Autowired DeductionObjectionStore store;
  @Autowired CaseHistory history;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired TransactionTemplate transaction;

  @Test
  void saysEachTurnOfTheMoneyOnce() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    UUID returned = returns.register(Confirmed.onePieceOf(order)).id();
    UUID objection = UUID.randomUUID();
    transaction.executeWithoutResult(
        status ->
            store.add(
                new DeductionObjection(
                    objection, returned, order.id(), "torn", Instant.now(), null, "")));

    for (Settlement each :
        List.of(
            Settlement.SETTLED,
            Settlement.SETTLED,
            Settlement.REVERSED,
            Settlement.REVERSED,
            Settlement.SETTLED)) {
      transaction.executeWithoutResult(status -> cases.settlement(objection, each, ""));
    }

    assertThat(history.of(returned))
        .extracting(CaseHistory.Event::kind)
        .filteredOn(kind -> kind.startsWith("objection-"))
        .containsExactly("objection-settled", "objection-reversed", "objection-settled");
  }
}
