package io.retour.returns;

import io.retour.shared.Money;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One physical piece in a return. It moves on separate axes, because a piece can be authorised and
 * lost, received and rejected, refunded and still on its way.
 *
 * @param unitNo which piece of the order line, counted from 1
 * @param value what was paid for this piece, less what its price was reduced by before
 * @param legalBasis STATUTORY_WITHDRAWAL, CONFORMITY, RECALL or VOLUNTARY, once decided
 * @param furtherBasis the second right that it rests on, NONE if there is none, once decided
 * @param findings what the inspection saw, short codes separated by commas
 * @param deduction taken off for evidenced loss of value (CRD Art. 14(2)), never a fixed fee
 * @param accepted whether the piece counts for the refund; only a review of the inspection takes it
 *     away
 */
public record ReturnUnit(
    UUID id,
    UUID orderLineId,
    int unitNo,
    String sku,
    String title,
    String category,
    Money value,
    ReturnReason reason,
    String comment,
    @Nullable String legalBasis,
    @Nullable String furtherBasis,
    Authorisation authorisation,
    Reception reception,
    @Nullable Grade grade,
    String findings,
    @Nullable String disposition,
    Money deduction,
    boolean accepted,
    Settlement settlement,
    ChannelSync channelSync) {

  /**
   * On what ground a piece comes back.
   *
   * @param legalBasis as {@link ReturnUnit#legalBasis()}
   * @param furtherBasis as {@link ReturnUnit#furtherBasis()}
   */
  public record Ground(String legalBasis, String furtherBasis) {

    public static final Ground VOLUNTARY = new Ground("VOLUNTARY", "NONE");
  }

  /** May it come back? */
  public enum Authorisation {
    REQUESTED,
    AUTHORISED,
    REJECTED
  }

  /** Where is it? */
  public enum Reception {
    AWAITING,
    LABEL_CREATED,
    DROPPED_OFF,
    IN_TRANSIT,
    DELIVERED,
    RECEIVED,
    SHORT,
    WRONG_ITEM,
    LOST,
    /** The goods never left for the shopper, so nothing is to come back. */
    STOPPED,
    EXPIRED,
    CANCELLED;

    /** Whether a shopper can still call it off: nothing has been handed over yet. */
    public boolean cancellable() {
      return this == AWAITING || this == LABEL_CREATED;
    }
  }

  /** In what state did it come back? */
  public enum Grade {
    /** As new. */
    A,
    /** Opened or unpacked, otherwise as new. */
    B,
    /** Signs of wear. */
    C,
    /** Damaged. */
    D,
    MISSING,
    WRONG_ITEM
  }

  /** Where is the money? */
  public enum Settlement {
    /** None is due: it was refused, and that is decided. */
    NONE,
    QUOTED,
    GRANTED,
    SUBMITTED,
    PENDING,
    SETTLED,
    FAILED,
    REVERSED,
    MANUAL
  }

  /** Does the channel where it was bought know? */
  public enum ChannelSync {
    NOT_NEEDED,
    PENDING,
    SYNCED,
    FAILED
  }

  /** How the database knows that no second return holds the same piece. */
  public String piece() {
    return orderLineId + "#" + unitNo;
  }

  /**
   * Whether an agent may refuse it: under the shop's own policy, or when it is not what was to come
   * back (CRD Art. 14(2) allows less money for worn goods, never none of the right).
   */
  public boolean refusable() {
    return "VOLUNTARY".equals(legalBasis) || didNotCome();
  }

  /** Whether the inspection found it missing, or something else in its place. */
  public boolean didNotCome() {
    return grade == Grade.MISSING || grade == Grade.WRONG_ITEM;
  }

  /** Every ground that it comes back on; none before that is decided. */
  public List<String> bases() {
    return Stream.of(legalBasis, furtherBasis)
        .filter(Objects::nonNull)
        .filter(basis -> !basis.equals("NONE"))
        .toList();
  }

  /** Whether the inspection saw lost value: the evidence that a deduction needs. */
  public boolean valueLossSeen() {
    return grade == Grade.C || grade == Grade.D || !findings.isBlank();
  }

  /**
   * Whether the shopper may announce this piece again. What was refused stays the shopper's and is
   * not paid, so once that is decided no return holds it (ADR 21).
   */
  public boolean returnableAgain() {
    return authorisation == Authorisation.REJECTED
        || reception == Reception.EXPIRED
        || reception == Reception.CANCELLED
        || settlement == Settlement.NONE;
  }

  /**
   * Whether it, or what came in its place, is to be sent back to the shopper: an agent refused it,
   * and it is decided that no money takes its place.
   */
  public boolean toSendBack() {
    return settlement == Settlement.NONE && "RETURN_TO_CUSTOMER".equals(disposition);
  }

  ReturnUnit withAuthorisation(Authorisation next) {
    return moved(
        ground(), next, reception, grade, findings, disposition, deduction, accepted, settlement);
  }

  public ReturnUnit withGround(Ground next) {
    return moved(
        next,
        authorisation,
        reception,
        grade,
        findings,
        disposition,
        deduction,
        accepted,
        settlement);
  }

  private @Nullable Ground ground() {
    return legalBasis == null || furtherBasis == null ? null : new Ground(legalBasis, furtherBasis);
  }

  ReturnUnit withReception(Reception next) {
    return moved(
        ground(),
        authorisation,
        next,
        grade,
        findings,
        disposition,
        deduction,
        accepted,
        settlement);
  }

  ReturnUnit withInspection(Grade seen, String findingCodes) {
    Reception next =
        switch (seen) {
          case MISSING -> Reception.SHORT;
          case WRONG_ITEM -> Reception.WRONG_ITEM;
          case A, B, C, D -> Reception.RECEIVED;
        };
    return moved(
        ground(),
        authorisation,
        next,
        seen,
        findingCodes,
        disposition,
        deduction,
        accepted,
        settlement);
  }

  ReturnUnit withDisposition(String next) {
    return moved(
        ground(), authorisation, reception, grade, findings, next, deduction, accepted, settlement);
  }

  ReturnUnit withReview(boolean unitAccepted, Money taken) {
    return moved(
        ground(),
        authorisation,
        reception,
        grade,
        findings,
        disposition,
        taken,
        unitAccepted,
        settlement);
  }

  /** What is decided of its money: for a piece that was refused before, that there is none. */
  ReturnUnit withSettlement(Settlement decided) {
    return refusedUnpaid() ? withoutMoney() : settled(decided);
  }

  /** The same when its return ends, also if nothing of it was ever to be paid. */
  ReturnUnit withoutMoneyWhenRefused() {
    return refusedUnpaid() ? withoutMoney() : this;
  }

  /** What was paid before anybody saw it can be refused afterwards, and is not free by that. */
  private boolean refusedUnpaid() {
    return !accepted && settlement == Settlement.QUOTED;
  }

  ReturnUnit withoutMoney() {
    return settled(Settlement.NONE);
  }

  private ReturnUnit settled(Settlement next) {
    return moved(
        ground(),
        authorisation,
        reception,
        grade,
        findings,
        disposition,
        deduction,
        accepted,
        next);
  }

  /** The same piece, further along its axes. */
  private ReturnUnit moved(
      @Nullable Ground newGround,
      Authorisation newAuthorisation,
      Reception newReception,
      @Nullable Grade newGrade,
      String newFindings,
      @Nullable String newDisposition,
      Money newDeduction,
      boolean newAccepted,
      Settlement newSettlement) {
    return new ReturnUnit(
        id,
        orderLineId,
        unitNo,
        sku,
        title,
        category,
        value,
        reason,
        comment,
        newGround == null ? null : newGround.legalBasis(),
        newGround == null ? null : newGround.furtherBasis(),
        newAuthorisation,
        newReception,
        newGrade,
        newFindings,
        newDisposition,
        newDeduction,
        newAccepted,
        newSettlement,
        channelSync);
  }
}
