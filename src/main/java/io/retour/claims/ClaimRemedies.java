package io.retour.claims;

import io.retour.claims.CarrierClaims.CarrierClaimRefused;
import io.retour.claims.Claim.Remedy;
import io.retour.claims.RepairPartner.RepairRefused;
import io.retour.claims.Replacements.SoldOut;
import io.retour.orders.Order;
import io.retour.refunds.Grant;
import io.retour.refunds.RefundedPiece;
import io.retour.refunds.Refunds;
import io.retour.returns.CaseHistory;
import io.retour.shared.Market;
import io.retour.shared.Money;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes claims good. Shop, carrier and repair partner are called outside a transaction with a key
 * of their own, and what they answered is kept afterwards; after a crash in between the same call
 * ends the same.
 */
@Service
public class ClaimRemedies {

  /** The first contracts with the extension: Directive (EU) 2024/1799 Art. 16 and 22. */
  private static final LocalDate RIGHT_TO_REPAIR = LocalDate.of(2026, 7, 31);

  private final Claims claims;
  private final ClaimStore store;
  private final Refunds refunds;
  private final Replacements replacements;
  private final CarrierClaims carriers;
  private final RepairPartner repairs;
  private final CaseHistory history;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ClaimRemedies(
      Claims claims,
      ClaimStore store,
      Refunds refunds,
      Replacements replacements,
      CarrierClaims carriers,
      RepairPartner repairs,
      CaseHistory history,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.claims = claims;
    this.store = store;
    this.refunds = refunds;
    this.replacements = replacements;
    this.carriers = carriers;
    this.repairs = repairs;
    this.history = history;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * How many pieces are sent again, and how many the shop has no more of.
   *
   * @param left to be refunded instead
   */
  public record Replaced(int replaced, int left) {}

  /** Asks the shop to send each piece again that is not made good yet. */
  public Replaced replace(UUID claimId) {
    claims.startRemedy(claimId);
    Claim claim = claims.get(claimId);
    for (ClaimUnit unit : claim.units()) {
      if (unit.remedy() == null) {
        try {
          // the unit is the key, so a piece is sent once
          String number = replacements.order(unit.id().toString(), claim.orderId(), unit.sku());
          transaction.executeWithoutResult(
              status -> {
                store.remedied(unit.id(), Remedy.REPLACEMENT, number, null);
                note(claimId, "claim-replaced", unit.sku() + " " + number);
              });
        } catch (SoldOut none) {
          transaction.executeWithoutResult(status -> note(claimId, "claim-sold-out", unit.sku()));
        }
      }
    }
    List<ClaimUnit> now = claims.get(claimId).units();
    int replaced = (int) now.stream().filter(unit -> unit.remedy() == Remedy.REPLACEMENT).count();
    return new Replaced(replaced, now.size() - replaced);
  }

  /** Grants what was paid for each piece that is not made good otherwise, once. */
  public Grant refund(UUID claimId) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              claims.startRemedy(claimId);
              Claim claim = store.findForChange(claimId).orElseThrow();
              Order order = claims.order(claim);
              List<ClaimUnit> paidBack =
                  claim.units().stream()
                      .filter(unit -> unit.remedy() == null || unit.remedy() == Remedy.REFUND)
                      .toList();
              paidBack.forEach(unit -> store.remedied(unit.id(), Remedy.REFUND, "", null));
              boolean agreedBefore = refunds.grantOf(claimId).isPresent();
              Grant grant =
                  refunds.grantWithoutReturn(
                      claimId,
                      order,
                      paidBack.stream().map(unit -> paidBack(unit, order)).toList());
              if (!agreedBefore && grant.amount().isPositive()) {
                events.publishEvent(new ClaimNews.RefundAgreed(claimId));
              }
              return grant;
            }));
  }

  /**
   * An agent looked what the fault takes off the value of the piece, once (Directive (EU) 2019/771
   * Art. 15).
   *
   * @param by never more than what was paid for the piece less what was given back of it
   * @param onlyMinor whether the agent found that the contract cannot be ended for it (Art. 13(5))
   */
  public void assessed(UUID claimId, long by, String reason, boolean onlyMinor) {
    transaction.executeWithoutResult(
        status -> {
          Claim claim = store.findForChange(claimId).orElseThrow();
          ClaimUnit unit = claim.units().getFirst();
          Money named = new Money(by, unit.value().currency());
          store.reductionNamed(
              unit.id(), named.min(unit.value()).max(Money.zero(named.currency())));
          note(claimId, "agent", "claim-reduction-named", reason);
          if (onlyMinor) {
            note(claimId, "agent", "claim-only-minor", "");
          }
        });
  }

  /** Grants the part of the price by which it is reduced, once; the piece stays. */
  public Grant reduce(UUID claimId) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              claims.startRemedy(claimId);
              Claim claim = store.findForChange(claimId).orElseThrow();
              Order order = claims.order(claim);
              ClaimUnit unit = claim.units().getFirst();
              boolean agreedBefore = refunds.grantOf(claimId).isPresent();
              Grant grant =
                  refunds.grantReduction(
                      claimId,
                      order,
                      paidBack(unit, order),
                      Objects.requireNonNull(unit.reduction()));
              // only now, as the grant looks at what other claims reduced
              store.remedied(unit.id(), Remedy.REDUCTION, "", null);
              note(claimId, "claim-reduced", grant.amount().toString());
              if (!agreedBefore && grant.amount().isPositive()) {
                events.publishEvent(new ClaimNews.RefundAgreed(claimId));
              }
              return grant;
            }));
  }

  private static RefundedPiece paidBack(ClaimUnit unit, Order order) {
    return new RefundedPiece(
        unit.orderLineId(), unit.unitNo(), unit.title(), Money.zero(order.currency()), true);
  }

  /**
   * Claims the damage from the carrier that lost or broke the shipment, once.
   *
   * @return the carrier's number for the claim
   * @throws CarrierClaimRefused when the carrier does not take it
   */
  public String claimFromCarrier(UUID claimId) throws CarrierClaimRefused {
    Optional<String> before = store.carrierClaim(claimId);
    if (before.isPresent()) {
      return before.get();
    }
    Claim claim = claims.get(claimId);
    String reference =
        carriers.open(
            claimId.toString(), claims.order(claim).orderNumber(), claim.kind(), claim.value());
    transaction.executeWithoutResult(
        status -> {
          store.carrierClaimed(claimId, reference, claim.value(), clock.instant());
          note(claimId, "carrier-claim-opened", reference);
        });
    return reference;
  }

  /**
   * Asks the repair partner to mend the piece.
   *
   * @param byParcel whether the partner sends the shopper a label for it
   * @return the partner's number
   * @throws RepairRefused when it does not mend such a piece
   */
  public String repair(UUID claimId, boolean byParcel) throws RepairRefused {
    claims.startRemedy(claimId);
    Claim claim = claims.get(claimId);
    ClaimUnit unit = claim.units().getFirst();
    String number = repairs.ask(unit.id().toString(), unit.sku(), claim.comment(), byParcel);
    transaction.executeWithoutResult(
        status -> {
          store.referred(unit.id(), number);
          note(claimId, "repair-asked", number);
        });
    return number;
  }

  /**
   * The piece is mended; the seller answers for it longer.
   *
   * @param liabilityMonths how long the seller answers by law, from delivery
   * @param extensionMonths what the repair adds, zero if nothing (Directive (EU) 2024/1799 Art. 16)
   */
  public void repaired(UUID claimId, int liabilityMonths, int extensionMonths) {
    transaction.executeWithoutResult(
        status -> {
          Claim claim = store.findForChange(claimId).orElseThrow();
          ClaimUnit unit = claim.units().getFirst();
          LocalDate deliveredOn = claims.deliveredOn(claim);
          LocalDate until =
              extensionMonths == 0 || deliveredOn == null
                  ? null
                  : deliveredOn.plusMonths(liabilityMonths + extensionMonths);
          store.remedied(unit.id(), Remedy.REPAIR, unit.reference(), until);
          note(claimId, "claim-repaired", until == null ? "" : until.toString());
        });
  }

  /** Whether the contract is of the time since which a repair extends the liability. */
  public boolean repairExtends(UUID claimId) {
    Order order = claims.order(claims.get(claimId));
    ZoneId zone = Market.zone(order.country());
    return !order.placedAt().atZone(zone).toLocalDate().isBefore(RIGHT_TO_REPAIR);
  }

  private void note(UUID claimId, String kind, String detail) {
    note(claimId, "journey", kind, detail);
  }

  private void note(UUID claimId, String actor, String kind, String detail) {
    boolean known =
        history.of(claimId).stream()
            .anyMatch(event -> event.kind().equals(kind) && event.detail().equals(detail));
    if (!known) {
      history.note(claimId, actor, kind, detail);
    }
  }
}
