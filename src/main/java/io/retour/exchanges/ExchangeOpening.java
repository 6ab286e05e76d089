package io.retour.exchanges;

import io.retour.exchanges.Exchange.Hold;
import io.retour.exchanges.Exchange.Link;
import io.retour.exchanges.Exchange.Mode;
import io.retour.exchanges.Exchange.State;
import io.retour.exchanges.Exchange.Stock;
import io.retour.orders.Order;
import io.retour.returns.ExchangeDesk;
import io.retour.returns.ExchangeWish;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Opens the exchange beside a return that is being registered. */
@Component
class ExchangeOpening implements ExchangeDesk {

  private final ExchangeStore store;
  private final Catalogue catalogue;
  private final Clock clock;

  ExchangeOpening(ExchangeStore store, Catalogue catalogue, Clock clock) {
    this.store = store;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @Override
  public void open(ReturnCase registered, Order order, ExchangeWish wish) {
    List<ReturnUnit> left = new ArrayList<>(registered.units());
    List<Exchange.Unit> units = new ArrayList<>();
    for (int i = 0; i < wish.wanted().size(); i++) {
      ExchangeWish.Wanted wanted = wish.wanted().get(i);
      String field = "exchange.wanted[%d]".formatted(i);
      ReturnUnit piece =
          left.stream()
              .filter(unit -> unit.orderLineId().equals(wanted.orderLineId()))
              .findFirst()
              .orElseThrow(
                  () ->
                      Problem.invalid(
                          "wanted-too-many",
                          field + ".lineId",
                          "Want one piece for each piece that comes back."));
      left.remove(piece);
      units.add(wanted(order.brand(), piece, wanted.sku(), field + ".sku", UUID.randomUUID()));
    }
    Money none = Money.zero(order.currency());
    store.add(
        new Exchange(
            UUID.randomUUID(),
            registered.id(),
            order.id(),
            wish.inAdvance() ? Mode.ADVANCE : Mode.ON_RECEIPT,
            State.REQUESTED,
            Hold.NONE,
            null,
            Link.NONE,
            none,
            "",
            null,
            "",
            null,
            units,
            clock.instant()));
  }

  Exchange.Unit wanted(String brand, ReturnUnit piece, String sku, String field, UUID unitId) {
    CatalogueItem item =
        catalogue
            .find(brand, sku, piece.value().currency())
            .orElseThrow(
                () -> Problem.invalid("sku-unknown", field, "%s is not for sale.".formatted(sku)));
    return new Exchange.Unit(
        unitId,
        piece.id(),
        item.sku(),
        item.title(),
        item.category(),
        item.weightGrams(),
        item.insteadOf(piece.sku(), piece.value()),
        Stock.NONE);
  }
}
