package io.retour.returns;

import io.retour.orders.Order;
import io.retour.shared.Money;
import java.util.List;

/** What a return would pay back; the refund calculation, asked beforehand. */
public interface RefundQuote {

  /**
   * @param units the pieces that would come back
   * @param fee the return fee
   * @return what is due, line by line, if everything comes back as announced
   */
  RefundStatement quote(Order order, List<ReturnUnit> units, Money fee);
}
