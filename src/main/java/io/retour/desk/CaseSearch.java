package io.retour.desk;

import io.retour.shared.Brands;
import io.retour.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of returns that staff search in; reads across modules, changes nothing. */
public interface CaseSearch {

  /**
   * @param where the furthest place of any of its pieces
   * @param amount what was granted, an objection to a deduction included; before that what was
   *     quoted
   */
  record Row(
      String rmaNumber,
      String orderNumber,
      String brand,
      Instant registeredAt,
      int pieces,
      String where,
      String settlement,
      @Nullable String outcome,
      Money amount,
      boolean granted) {}

  /**
   * As many as a screen shows, newest first.
   *
   * @param text what a return number (with or without its {@code R-}) or an order number begins
   *     with, a tracking number, a SKU or an e-mail; empty for the newest
   * @param of of these brands only
   * @param open whether only running returns are wanted
   */
  List<Row> find(Brands of, String text, boolean open);

  /**
   * The returns of orders with this mail address at this brand, newest first.
   *
   * @param but the number of the return that is left out
   */
  List<Row> ofShopper(String brand, String email, String but, int most);
}
