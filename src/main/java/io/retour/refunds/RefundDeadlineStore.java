package io.retour.refunds;

import io.retour.returns.ReturnCase.Goods;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where due days, and the facts they rest on, are kept. Nothing in it is changed. */
public interface RefundDeadlineStore {

  /** Keeps the first sign of each kind; later ones change nothing. */
  void saw(UUID returnId, Goods goods, LocalDate on);

  Map<Goods, LocalDate> seen(UUID returnId);

  void add(RefundDeadline deadline);

  Optional<RefundDeadline> latest(UUID returnId);

  /**
   * @return false when that day's step is known already
   */
  boolean add(UUID returnId, LateInterest interest);

  /** In the order of the days. */
  List<LateInterest> interest(UUID returnId);
}
