package io.retour.returns;

import io.retour.shared.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft that someone confirms.
 *
 * @param returnId the new return's id, chosen by the caller: the same id again gives the return
 *     that is there already, so a double click registers once
 * @param photos what the shopper added to the draft's lines
 * @param language the shopper's language, ISO 639-1
 * @param registeredBy {@code shopper} or who did it for the shopper
 * @param overrideReason why staff registers what the tables do not allow, absent otherwise; it is
 *     kept in the case's history, and an agent still reviews the return
 * @param withdrawal the statement of withdrawal that this carries out, absent otherwise
 * @param exchange what is wanted instead of money, absent unless the draft asks for an exchange
 * @param bonusShown percent on store credit that the shopper saw on the page that was confirmed,
 *     absent when what is on offer now is what is shown
 */
public record Registration(
    UUID returnId,
    ReturnDraft draft,
    List<Photo> photos,
    String language,
    String registeredBy,
    @Nullable String overrideReason,
    @Nullable Withdrawal withdrawal,
    @Nullable ExchangeWish exchange,
    @Nullable Integer bonusShown) {

  private static final int SHORTEST_REASON = 10;

  public Registration {
    photos = List.copyOf(photos);
    if (draft.wantsExchange() != (exchange != null)) {
      throw Problem.invalid(
          "nothing-wanted", "exchange", "Name what is wanted, and ask for an exchange.");
    }
    if (overrideReason != null && overrideReason.strip().length() < SHORTEST_REASON) {
      throw Problem.invalid(
          "override-reason-too-short",
          "overrideReason",
          "Say in at least %d characters why.".formatted(SHORTEST_REASON));
    }
  }

  public Registration(
      UUID returnId,
      ReturnDraft draft,
      List<Photo> photos,
      String language,
      String registeredBy,
      @Nullable String overrideReason) {
    this(returnId, draft, photos, language, registeredBy, overrideReason, null, null);
  }

  /** Of what the caller has just been told, so that what is on offer now is what is shown. */
  public Registration(
      UUID returnId,
      ReturnDraft draft,
      List<Photo> photos,
      String language,
      String registeredBy,
      @Nullable String overrideReason,
      @Nullable Withdrawal withdrawal,
      @Nullable ExchangeWish exchange) {
    this(
        returnId,
        draft,
        photos,
        language,
        registeredBy,
        overrideReason,
        withdrawal,
        exchange,
        null);
  }

  public static Registration byShopper(
      UUID returnId,
      ReturnDraft draft,
      List<Photo> photos,
      String language,
      @Nullable ExchangeWish exchange) {
    return new Registration(returnId, draft, photos, language, "shopper", null, null, exchange);
  }

  public static Registration byShopper(
      UUID returnId, ReturnDraft draft, List<Photo> photos, String language) {
    return byShopper(returnId, draft, photos, language, null);
  }

  /**
   * Carries out a statement of withdrawal whose items were classified as in time. The consumer
   * chose no way back; when none is on offer the return is registered all the same.
   */
  public static Registration of(
      Withdrawal withdrawal, UUID returnId, ReturnDraft draft, String language) {
    return new Registration(
        returnId, draft, List.of(), language, "shopper", null, withdrawal, null);
  }

  /** What the shopper confirmed on a page that may be older than what is on offer now. */
  public Registration withBonusShown(@Nullable Integer percent) {
    return new Registration(
        returnId,
        draft,
        photos,
        language,
        registeredBy,
        overrideReason,
        withdrawal,
        exchange,
        percent);
  }
}
