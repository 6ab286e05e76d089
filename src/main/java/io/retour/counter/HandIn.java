package io.retour.counter;

import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.shared.Problem;
import io.retour.warehouse.Answer;
import io.retour.warehouse.DefectPhoto;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pieces that someone laid on a store's counter, as the till saw them.
 *
 * @param id chosen by the till: the same hand-in sent again is taken once
 * @param happenedAt when it happened; a till that was offline tells later
 * @param code the return number (as in the QR code), a tracking number, or an order number
 * @param emailOrPostcode of the order; needed with an order number, empty otherwise
 * @param resolution REFUND or STORE_CREDIT, what the shopper chose; counts when the return was not
 *     announced before
 */
public record HandIn(
    UUID id,
    Instant happenedAt,
    String code,
    String emailOrPostcode,
    String resolution,
    List<Piece> pieces) {

  private static final int MOST_PIECES = 100;
  private static final int LONGEST_TEXT = 254;

  /**
   * One piece.
   *
   * @param grade {@link Grade#MISSING} for an announced piece that was not handed in
   * @param reason counts when the return was not announced; nobody has to give one (CRD Art. 9(1))
   * @param findings short codes of what was seen
   * @param checks answers to the checklist of the goods' category, by check
   * @param photos what shows a defect; without one nothing is taken off under a withdrawal
   */
  public record Piece(
      String sku,
      Grade grade,
      ReturnReason reason,
      List<String> findings,
      Map<String, Answer> checks,
      List<DefectPhoto> photos) {

    public Piece {
      findings = List.copyOf(findings);
      checks = Map.copyOf(checks);
      photos = List.copyOf(photos);
    }

    public Piece(String sku, Grade grade, ReturnReason reason, List<String> findings) {
      this(sku, grade, reason, findings, Map.of(), List.of());
    }
  }

  /**
   * @throws Problem naming the field that is wrong
   */
  public HandIn {
    pieces = List.copyOf(pieces);
    code = code.strip();
    emailOrPostcode = emailOrPostcode.strip();
    if (code.isEmpty() || code.length() > LONGEST_TEXT) {
      throw Problem.invalid(
          "code-missing", "code", "Scan the QR code, or type a return or order number.");
    }
    if (emailOrPostcode.length() > LONGEST_TEXT) {
      throw Problem.invalid(
          "email-or-postcode-too-long", "emailOrPostcode", "Give the order's mail or postcode.");
    }
    if (pieces.isEmpty()) {
      throw Problem.invalid("nothing-to-return", "pieces", "Name at least one piece.");
    }
    if (pieces.size() > MOST_PIECES) {
      throw Problem.invalid(
          "too-many-pieces", "pieces", "Name at most %d pieces.".formatted(MOST_PIECES));
    }
  }

  /** Tells another hand-in under the same id from a repetition. */
  public String fingerprint() {
    List<String> parts = new ArrayList<>(List.of(code, emailOrPostcode, resolution));
    pieces.forEach(
        piece -> {
          parts.add(piece.sku());
          parts.add(piece.grade().name());
          parts.add(piece.reason().name());
          parts.addAll(piece.findings());
          // without checks and photos it is what it was before there were any
          new TreeMap<>(piece.checks()).forEach((check, answer) -> parts.add(check + "=" + answer));
          for (DefectPhoto photo : piece.photos()) {
            parts.add(photo.shows());
            parts.add(sha256(photo.content()));
          }
        });
    return sha256(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(content));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /**
   * What became of a hand-in.
   *
   * @param repeated whether it was taken before and this was a repetition
   */
  public record Taken(UUID returnId, String rmaNumber, boolean repeated) {}

  /**
   * A hand-in as it is kept.
   *
   * @param returnId absent only while it is being taken
   */
  public record Kept(String storeId, String fingerprint, @Nullable UUID returnId) {}
}
