package io.retour.claims;

import io.retour.returns.ReturnReason;
import io.retour.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A shopper says that what arrived is not what was agreed. Nothing has to come back for it, except
 * for a repair. Where a claim stands is known by its process; here is what was stated and how it
 * ended.
 *
 * @param number what people call it, {@code C-7K2M-9QXD}
 * @param comment the shopper's own words, empty if none
 * @param language the shopper's language, ISO 639-1
 * @param raisedBy {@code shopper} or who did it for the shopper
 * @param wishedRemedy what the shopper wants, absent when left open; under the law of conformity
 *     the choice between repair and replacement is the shopper's (Directive (EU) 2019/771 Art.
 *     13(2)), and when neither mended it, that between a reduction and the price (Art. 13(4))
 * @param outcome absent while the claim is open
 */
public record Claim(
    UUID id,
    String number,
    UUID orderId,
    String brand,
    Kind kind,
    String comment,
    String language,
    String raisedBy,
    Instant raisedAt,
    @Nullable Remedy wishedRemedy,
    @Nullable Outcome outcome,
    @Nullable Instant closedAt,
    List<ClaimUnit> units) {

  /** What is wrong. */
  public enum Kind {
    /** Arrived broken. */
    DAMAGED,
    /** The parcel came, this was not in it. */
    MISSING,
    /** Another product, size or colour came. */
    WRONG,
    /** The parcel never came. */
    NEVER_ARRIVED,
    /** Stopped working, or turned out not to be as agreed, some time after delivery. */
    DEFECTIVE;

    /** Whether a defect has to be looked at and mended, rather than made good at once. */
    public boolean needsRepairLoop() {
      return this == DEFECTIVE;
    }

    /** What a return of it for this would be for; the table {@code hazmat-triage} asks. */
    public ReturnReason reason() {
      return switch (this) {
        case DAMAGED -> ReturnReason.DAMAGED_IN_TRANSIT;
        case MISSING -> ReturnReason.MISSING_PARTS;
        case WRONG -> ReturnReason.WRONG_ITEM_RECEIVED;
        case NEVER_ARRIVED -> ReturnReason.NO_REASON_GIVEN;
        case DEFECTIVE -> ReturnReason.DEFECTIVE;
      };
    }

    /** What the shopper chooses between when asked. */
    public List<Remedy> choices() {
      return needsRepairLoop()
          ? List.of(Remedy.REDUCTION, Remedy.REFUND)
          : List.of(Remedy.REPLACEMENT, Remedy.REFUND);
    }

    /** Whether a photo can show it. */
    public boolean visible() {
      return this == DAMAGED || this == WRONG;
    }
  }

  /** How a piece is made good. */
  public enum Remedy {
    REFUND,
    REPLACEMENT,
    REPAIR,
    /** The piece stays, and a part of its price goes back. */
    REDUCTION;

    /** Whether it was to bring the piece into conformity. */
    public boolean mends() {
      return this == REPLACEMENT || this == REPAIR;
    }
  }

  /** How the claim ended. */
  public enum Outcome {
    SETTLED,
    REJECTED,
    /** The shopper does not pursue it any more, or gives the goods back instead. */
    CALLED_OFF
  }

  public Claim {
    units = List.copyOf(units);
  }

  public boolean open() {
    return outcome == null;
  }

  /** What was paid for all claimed pieces. */
  public Money value() {
    return units.stream().map(ClaimUnit::value).reduce(Money::plus).orElseThrow();
  }
}
