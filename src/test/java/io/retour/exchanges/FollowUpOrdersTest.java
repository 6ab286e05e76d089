package io.retour.exchanges;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.exchanges.Exchange.Hold;
import io.retour.exchanges.Exchange.Link;
import io.retour.exchanges.Exchange.Mode;
import io.retour.exchanges.Exchange.State;
import io.retour.exchanges.Exchange.Stock;
import io.retour.orders.Order;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.Orders;
import io.retour.refunds.Carried;
import io.retour.returns.ReturnUnit;
import io.retour.shared.Money;
import io.retour.testing.Pieces;
import io.retour.testing.WebTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A credit note of the new pieces needs the rate that they were sold at. */
@WebTest
class FollowUpOrdersTest {

  private static final Money NOTHING = Money.of(0, "EUR");

  @Autowired FollowUpOrders followUps;
  @Autowired Orders orders;
  @Autowired Catalogue catalogue;

  private final String goods = UUID.randomUUID().toString().substring(0, 8);

  /** A book at 9 %, then a shirt at 21 %. */
  private Order bought() {
    Order bought =
        order()
            .line("BOOK" + goods + "-1", 1, 2000, 0, 900, Exemption.NONE, false)
            .line("TEE" + goods + "-M", 1, 2000, 0, 2100, Exemption.NONE, false)
            .build();
    orders.add(bought);
    return bought;
  }

  private void sells(String sku, @Nullable Integer taxRate) {
    catalogue.put(
        new CatalogueItem("lumen", sku, sku, "OTHER", Money.of(2000, "EUR"), taxRate, 300));
  }

  /** The rate of the piece that is given for the order's piece. */
  private int rateOf(Order bought, int line, String wanted) {
    List<ReturnUnit> back = Pieces.of(bought);
    Money price = Money.of(2000, "EUR");
    Exchange exchange =
        new Exchange(
            UUID.randomUUID(),
            UUID.randomUUID(),
            bought.id(),
            Mode.ON_RECEIPT,
            State.REQUESTED,
            Hold.NONE,
            null,
            Link.NONE,
            NOTHING,
            "",
            null,
            "",
            null,
            List.of(
                new Exchange.Unit(
                    UUID.randomUUID(),
                    back.get(line).id(),
                    wanted,
                    wanted,
                    "OTHER",
                    300,
                    price,
                    Stock.RESERVED)),
            Instant.EPOCH);
    UUID followUp =
        followUps.add(
            bought,
            exchange,
            back,
            List.of(new Carried(bought.tenders().getFirst().id(), price)),
            List.of());
    return orders.byId(followUp).orElseThrow().lines().getFirst().taxRateBasisPoints();
  }

  @Test
  void anotherSizeIsTaxedAsThePieceThatComesBackAndNotAsTheFirstOfTheOrder() {
    assertThat(rateOf(bought(), 1, "TEE" + goods + "-L")).isEqualTo(2100);
    assertThat(rateOf(bought(), 0, "BOOK" + goods + "-2")).isEqualTo(900);
  }

  @Test
  void anotherProductIsTaxedAsTheCatalogueSays() {
    sells("ATLAS" + goods + "-1", 900);
    assertThat(rateOf(bought(), 1, "ATLAS" + goods + "-1")).isEqualTo(900);
  }

  @Test
  void anotherProductIsTaxedAsThePieceThatComesBackWhenTheShopDoesNotSay() {
    sells("MUG" + goods + "-1", null);
    assertThat(rateOf(bought(), 1, "MUG" + goods + "-1")).isEqualTo(2100);
  }
}
