package io.retour.counter.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.counter.Counter;
import io.retour.counter.HandIn;
import io.retour.counter.HandIn.Taken;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.shared.Problem;
import io.retour.shared.photos.PhotoCleaner;
import io.retour.shared.web.BrandAccess;
import io.retour.stores.Store;
import io.retour.stores.Stores;
import io.retour.warehouse.Answer;
import io.retour.warehouse.DefectPhoto;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stores for tills: a till that was offline sends its queue when it is back. */
@RestController
@RequestMapping("/api/v1/stores")
@Tag(name = "Stores", description = "Returns handed in at a counter")
class HandInController {

  private static final Logger log = LoggerFactory.getLogger(HandInController.class);
  private static final int MOST_HAND_INS = 200;
  private static final int MOST_PHOTOS = 20;

  private final Stores stores;
  private final Counter counter;
  private final PhotoCleaner cleaner;
  private final ObjectMapper json;
  private final BrandAccess access;

  HandInController(
      Stores stores, Counter counter, PhotoCleaner cleaner, ObjectMapper json, BrandAccess access) {
    this.stores = stores;
    this.counter = counter;
    this.cleaner = cleaner;
    this.json = json;
    this.access = access;
  }

  /**
   * What shows a defect.
   *
   * @param content a JPEG or PNG picture in Base64, of at most 5 MB unless this Retour was set up
   *     otherwise
   * @param shows what is wrong, in at most 200 characters that the shopper reads
   */
  record PhotoRequest(@SuppressWarnings("ArrayRecordComponent") byte[] content, String shows) {}

  /**
   * One piece on the counter.
   *
   * @param sku the shop's number of the product
   * @param grade what is seen of it; MISSING for an announced piece that was not handed in
   * @param reason may be left out; counts only when the return was not announced
   * @param findings short codes of what was seen
   * @param checks answers to the checklist of the category (table inspection-checklist), by check
   * @param photos of its defects, at most 10; without one nothing is taken off a withdrawal, and
   *     after the hand-in it is too late. At most 20 in a hand-in
   */
  record PieceRequest(
      String sku,
      Grade grade,
      @Nullable ReturnReason reason,
      @Nullable List<String> findings,
      @Nullable Map<String, Answer> checks,
      @Nullable List<PhotoRequest> photos) {}

  /**
   * One hand-in.
   *
   * @param id chosen by the till, for ever; the same id again is taken once
   * @param happenedAt when it happened (UTC); the shopper's periods count to that moment
   * @param code return number (as in the QR code), tracking number, or order number
   * @param emailOrPostcode of the order; needed with an order number
   * @param resolution REFUND (if left out) or STORE_CREDIT
   * @param pieces what lies on the counter
   */
  record HandInRequest(
      UUID id,
      Instant happenedAt,
      String code,
      @Nullable String emailOrPostcode,
      @Nullable String resolution,
      List<PieceRequest> pieces) {}

  /**
   * Entries are read one by one, so that one that cannot be read never loses the others.
   *
   * @param handIns at most 200, each answered on its own
   */
  record HandInQueue(
      @NotEmpty
          @Size(max = MOST_HAND_INS)
          @ArraySchema(schema = @Schema(implementation = HandInRequest.class))
          List<JsonNode> handIns) {}

  /** What became of an entry. */
  enum Status {
    /** Taken now. */
    TAKEN,
    /** Was taken before; nothing happened. */
    REPEATED,
    /** Not taken, and sending it again will not change that; a person has to look. */
    REFUSED,
    /** Not taken this time; send it again. */
    RETRY
  }

  /**
   * The answer to one entry, in the order of the queue.
   *
   * @param id as sent, absent when it could not be read
   * @param status what became of it
   * @param returnId the return that it belongs to; absent when it was not taken
   * @param rmaNumber that return's number; absent when it was not taken
   * @param code why not, a stable word
   * @param field the input that is wrong
   * @param detail why not, a sentence for a person
   */
  record HandInResult(
      @Nullable String id,
      Status status,
      @Nullable UUID returnId,
      @Nullable String rmaNumber,
      @Nullable String code,
      @Nullable String field,
      @Nullable String detail) {}

  /**
   * The answer to a queue.
   *
   * @param results one for each entry, in the order of the queue
   */
  record HandInResults(List<HandInResult> results) {}

  @GetMapping
  @Operation(summary = "List the stores")
  List<Store> list() {
    return stores.of(access.brands());
  }

  @PostMapping("/{storeId}/hand-ins")
  @Operation(
      summary = "Take a queue of hand-ins",
      description =
          "Each entry is answered on its own: one bad entry never loses the others. Sending the"
              + " whole queue again is safe.")
  HandInResults take(
      @PathVariable String storeId, @Valid @RequestBody HandInQueue queue, Principal principal) {
    Store store = stores.get(storeId);
    return new HandInResults(
        queue.handIns().stream()
            .map(entry -> answer(store.id(), entry, principal.getName()))
            .toList());
  }

  private HandInResult answer(String storeId, @Nullable JsonNode entry, String employee) {
    JsonNode sentId = entry == null ? null : entry.get("id");
    String id = sentId == null || sentId.isNull() ? null : sentId.asText();
    try {
      Taken taken = counter.take(storeId, read(entry), employee);
      return new HandInResult(
          id,
          taken.repeated() ? Status.REPEATED : Status.TAKEN,
          taken.returnId(),
          taken.rmaNumber(),
          null,
          null,
          null);
    } catch (Problem problem) {
      return new HandInResult(
          id,
          problem.kind() == Problem.Kind.UNAVAILABLE ? Status.RETRY : Status.REFUSED,
          null,
          null,
          problem.code(),
          problem.field(),
          problem.detail());
    } catch (RuntimeException passing) {
      log.warn("Hand-in {} of store {} has to be sent again", id, storeId, passing);
      return new HandInResult(
          id, Status.RETRY, null, null, "try-again", null, "Something failed here; send it again.");
    }
  }

  private HandIn read(@Nullable JsonNode entry) {
    HandInRequest request;
    try {
      request = json.treeToValue(entry, HandInRequest.class);
    } catch (JsonProcessingException | IllegalArgumentException unreadable) {
      throw Problem.invalid(
          "unreadable", "handIns", "This entry cannot be read: compare it with the API's schema.");
    }
    if (request == null) {
      throw Problem.invalid("unreadable", "handIns", "This entry is empty.");
    }
    return new HandIn(
        required(request.id(), "id"),
        required(request.happenedAt(), "happenedAt"),
        required(request.code(), "code"),
        request.emailOrPostcode() == null ? "" : request.emailOrPostcode(),
        request.resolution() == null ? "REFUND" : request.resolution(),
        pieces(required(request.pieces(), "pieces")));
  }

  private List<HandIn.Piece> pieces(List<PieceRequest> sent) {
    sent.forEach(piece -> required(piece, "pieces"));
    // told before any is drawn, which is what costs
    if (sent.stream().mapToInt(piece -> photos(piece).size()).sum() > MOST_PHOTOS) {
      throw Problem.invalid(
          "too-many-photos",
          "pieces.photos",
          "A hand-in takes at most %d photos.".formatted(MOST_PHOTOS));
    }
    return sent.stream().map(this::piece).toList();
  }

  private static List<PhotoRequest> photos(PieceRequest piece) {
    return piece.photos() == null ? List.of() : piece.photos();
  }

  private HandIn.Piece piece(PieceRequest piece) {
    if (piece.findings() != null) {
      piece.findings().forEach(finding -> required(finding, "pieces.findings"));
    }
    if (piece.checks() != null) {
      piece.checks().forEach((check, answer) -> required(answer, "pieces.checks." + check));
    }
    return new HandIn.Piece(
        required(piece.sku(), "pieces.sku"),
        required(piece.grade(), "pieces.grade"),
        piece.reason() == null ? ReturnReason.NO_REASON_GIVEN : piece.reason(),
        piece.findings() == null ? List.of() : piece.findings(),
        piece.checks() == null ? Map.of() : piece.checks(),
        photos(piece).stream().map(this::photo).toList());
  }

  private DefectPhoto photo(@Nullable PhotoRequest photo) {
    PhotoRequest sent = required(photo, "pieces.photos");
    byte[] file = required(sent.content(), "pieces.photos.content");
    String shows = required(sent.shows(), "pieces.photos.shows");
    try {
      return new DefectPhoto(
          cleaner.clean(new ByteArrayResource(file), "pieces.photos.content"), shows);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Bytes in memory can be read", impossible);
    }
  }

  private static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw Problem.invalid("field-missing", field, "Send %s.".formatted(field));
    }
    return value;
  }
}
