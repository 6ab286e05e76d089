package io.retour.claims;

import io.retour.claims.Claim.Outcome;
import io.retour.claims.Claim.Remedy;
import io.retour.shared.Brands;
import io.retour.shared.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where claims are kept. */
public interface ClaimStore {

  /**
   * @throws io.retour.shared.Problem when another claim took one of the pieces in the meantime
   */
  void add(Claim claim);

  Optional<Claim> find(UUID claimId);

  boolean exists(UUID claimId);

  /** Locks the claim until the transaction ends. */
  Optional<Claim> findForChange(UUID claimId);

  Optional<Claim> findByNumber(String number);

  /** Oldest first. */
  List<Claim> ofOrders(Collection<UUID> orderIds);

  /** Of these brands only, newest first. */
  List<Claim> newest(Brands of, int limit);

  /** How a piece is made good; the piece stays held by the claim only when it was refunded. */
  void remedied(UUID unitId, Remedy remedy, String reference, @Nullable LocalDate liableUntil);

  /** Ends the claim; what it did not refund is free again. */
  void close(UUID claimId, Outcome outcome, Instant at);

  /** Takes a rejected claim up again, with its pieces. */
  void reopen(UUID claimId);

  /** The pieces of these order lines that claims hold, as {@code <order line>#<unit>}. */
  Set<String> held(Collection<UUID> orderLineIds);

  /** The claims that hold pieces of these order lines, the oldest first. */
  List<Claim> holding(Collection<UUID> orderLineIds);

  /** The pieces of an order that were paid back under a claim. */
  Set<String> refunded(UUID orderId);

  /** Until when a repair extends the seller's liability for a line; the latest day of all. */
  Optional<LocalDate> liableUntil(UUID orderLineId);

  /** The carrier's number for the claim that was raised with it, empty while there is none. */
  Optional<String> carrierClaim(UUID claimId);

  /** Keeps the carrier's number once. */
  void carrierClaimed(UUID claimId, String reference, Money amount, Instant at);

  /** What an agent found the fault to take off the value of the piece. */
  void reductionNamed(UUID unitId, Money reduction);

  /** By how much claims reduced the price of pieces of an order. */
  Map<String, Money> reduced(UUID orderId);

  /** The number under which a partner knows the unit. */
  void referred(UUID unitId, String reference);

  void addComment(UUID claimId, String comment);

  void addPhoto(ClaimPhoto photo);

  /** The ids of its photos, the oldest first. */
  List<UUID> photos(UUID claimId);

  Optional<ClaimPhoto> photo(UUID claimId, UUID photoId);
}
