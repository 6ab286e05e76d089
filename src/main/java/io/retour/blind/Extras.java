package io.retour.blind;

import io.retour.logistics.Parcels;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What lies in a parcel besides the pieces of its return. Who sends a piece back without a word
 * does not lose it, whether it comes alone or in the box of another: it goes the way of a parcel
 * that nobody announced.
 */
@Service
@Transactional
public class Extras {

  private static final int LONGEST_SKU = 60;
  private static final int LONGEST_DESCRIPTION = 200;
  private static final Set<Grade> CONDITIONS = EnumSet.of(Grade.A, Grade.B, Grade.C, Grade.D);

  private final ExtraPieceStore store;
  private final BlindParcelStore blindParcels;
  private final Returns returns;
  private final Parcels parcels;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Extras(
      ExtraPieceStore store,
      BlindParcelStore blindParcels,
      Returns returns,
      Parcels parcels,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.blindParcels = blindParcels;
    this.returns = returns;
    this.parcels = parcels;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What the warehouse sees of an extra.
   *
   * @param sku as read, empty if none could be read
   * @param condition how it looks, A to D, absent if nobody said
   */
  public record Found(String sku, String description, @Nullable Grade condition) {

    /**
     * @throws Problem naming the field that is wrong
     */
    public Found {
      sku = sku.strip().toUpperCase(Locale.ROOT);
      description = description.strip();
      if (sku.length() > LONGEST_SKU || sku.matches(".*[,\\s].*")) {
        throw Problem.invalid(
            "sku-invalid",
            "sku",
            "Give one article number of at most %d characters, or none.".formatted(LONGEST_SKU));
      }
      if (description.isEmpty()) {
        throw Problem.invalid("description-missing", "description", "Say what it is.");
      }
      if (description.length() > LONGEST_DESCRIPTION) {
        throw Problem.invalid(
            "description-too-long",
            "description",
            "Say in %d characters what it is.".formatted(LONGEST_DESCRIPTION));
      }
      if (condition != null && !CONDITIONS.contains(condition)) {
        throw Problem.invalid(
            "condition-invalid", "condition", "Say A, B, C or D, or nothing: it is there.");
      }
    }

    /** How it looks may be told differently the second time; it is still the same thing. */
    private boolean sameAs(ExtraPiece recorded) {
      return recorded.sku().equals(sku) && recorded.description().equals(description);
    }

    private String words() {
      String what = sku.isEmpty() ? description : sku + " " + description;
      return condition == null ? what : what + ", looks like " + condition;
    }
  }

  /**
   * Records an extra and starts its journey. The same id again changes nothing.
   *
   * @param id of the caller's choosing
   * @param rmaNumber of the return in whose parcel it lies
   * @throws Problem when that parcel is not here, or another extra has the id
   */
  public ExtraPiece record(UUID id, String rmaNumber, Found found, String actor) {
    // one after the other: they are counted, and a double click finds what the first one did
    ReturnCase of = returns.lock(returns.byRmaNumber(rmaNumber).id());
    Optional<ExtraPiece> there = store.find(id);
    if (there.isPresent()) {
      if (!there.get().foundIn().equals(of.id()) || !found.sameAs(there.get())) {
        throw Problem.conflict(
            "id-taken",
            "Something else was recorded under this id already. Record this under an id of its"
                + " own: from a page, press once more.");
      }
      return there.get();
    }
    if (!parcels.here(of.id())) {
      throw Problem.conflict(
          "not-received", "Scan the parcel of return %s in first.".formatted(of.rmaNumber()));
    }
    int extraNo = store.foundIn(of.id()).size() + 1;
    BlindParcel parcel =
        new BlindParcel(
            id,
            "%s-X%d".formatted(of.rmaNumber(), extraNo),
            of.rmaNumber(),
            "",
            found.sku().isEmpty() ? List.of() : List.of(found.sku()),
            List.of(),
            "Lay in the parcel of %s: %s".formatted(of.rmaNumber(), found.words()),
            actor,
            clock.instant(),
            null,
            null,
            "",
            null,
            null);
    if (!blindParcels.add(parcel)) {
      throw Problem.conflict(
          "reference-taken",
          "A parcel was recorded as %s by hand; ask operations.".formatted(parcel.reference()));
    }
    store.add(
        new ExtraPiece(
            id,
            of.id(),
            extraNo,
            parcel.reference(),
            found.sku(),
            found.description(),
            found.condition(),
            actor,
            parcel.recordedAt(),
            null,
            null));
    returns.noted(
        of.id(), actor, "extra-found", "%s: %s".formatted(parcel.reference(), found.words()));
    events.publishEvent(new BlindParcelRecorded(id, parcel.reference()));
    return store.find(id).orElseThrow();
  }

  /** What lay in the parcels of a return and is no piece of it, in the order it was found. */
  @Transactional(readOnly = true)
  public List<ExtraPiece> foundIn(UUID returnId) {
    return store.foundIn(returnId);
  }
}
