package io.retour.returns;

import io.retour.shared.Brands;
import io.retour.shared.Money;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where returns are kept. */
public interface ReturnStore {

  /**
   * @throws io.retour.shared.Problem when another return took one of the pieces in the meantime
   */
  void add(ReturnCase newReturn);

  Optional<ReturnCase> find(UUID returnId);

  /** Locks the return until the transaction ends. */
  Optional<ReturnCase> findForChange(UUID returnId);

  Optional<ReturnCase> findByRmaNumber(String rmaNumber);

  Optional<UUID> findReturnOfUnit(UUID unitId);

  List<ReturnCase> ofOrders(Collection<UUID> orderIds);

  /**
   * The pieces of these order lines that a return, or another {@link PieceHolder}, holds, as {@link
   * ReturnUnit#piece()}.
   */
  Set<String> heldPieces(Collection<UUID> orderLineIds);

  /**
   * By how much the price of pieces of an order was reduced, as {@link ReturnUnit#piece()}; a piece
   * whose price was not is not in it.
   */
  Map<String, Money> reducedPieces(UUID orderId);

  void update(ReturnCase changed);

  void processStarted(UUID returnId, long processInstanceKey);

  /** Returns registered before that place, newest first. */
  List<ReturnCase> before(Brands of, Instant registeredAt, UUID id, int limit);

  void addPhoto(Photo photo);

  /** In the order in which they were added. */
  List<PhotoCaption> photos(UUID returnId);

  /** Empty when that return has no such photo. */
  Optional<Photo> photo(UUID returnId, UUID photoId);

  /** How many photos inspectors took of a piece. */
  int photosOf(UUID unitId);

  boolean hasPhoto(UUID photoId);
}
