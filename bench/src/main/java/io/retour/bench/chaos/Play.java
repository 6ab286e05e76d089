package io.retour.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.bench.chaos.Book.Graded;
import io.retour.bench.chaos.Book.Registered;
import io.retour.bench.chaos.Book.Told;
import io.retour.bench.chaos.Calls.Answer;
import io.retour.bench.chaos.Script.Piece;
import io.retour.bench.chaos.Script.Scan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Plays one return to its end: the shopper, the carrier, the provider and the warehouse. */
final class Play {

  private static final String STORE = "lumen-";
  private static final Map<String, String> STORES =
      Map.of("NL", STORE + "tilburg", "DE", STORE + "berlin", "BE", STORE + "antwerp");
  private static final Duration LONGEST = Duration.ofMinutes(8);
  private static final Duration LOOK_EVERY = Duration.ofMillis(700);

  /** Of one return in so many the provider tells again, and out of order. */
  private static final int TOLD_AGAIN = 3;

  private static final Duration PAYS_WITHIN = Duration.ofSeconds(20);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /**
   * The shop's order for a script.
   *
   * @param lines their ids, in the order of the script's pieces
   */
  record Order(String id, String number, String email, List<String> lines) {}

  private final Calls calls;
  private final Sql sql;
  private final Book book;
  private final Outside outside;
  private final Script script;
  private final Order order;
  private final String name;
  private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MICROS);

  Play(Calls calls, Sql sql, Book book, Outside outside, Script script, Order order) {
    this.calls = calls;
    this.sql = sql;
    this.book = book;
    this.outside = outside;
    this.script = script;
    this.order = order;
    this.name = order.number();
  }

  void run() throws InterruptedException {
    play();
    if (script.number() % TOLD_AGAIN == 0) {
      providerTellsAgain();
    }
  }

  private void play() throws InterruptedException {
    switch (script.way()) {
      case COUNTER -> handIn(order.number());
      case WITHDRAWAL -> {
        String statement = state();
        if (!statement.isEmpty()) {
          carried(
              await(
                  "the return of a statement",
                  "select id from return_case where withdrawal_statement_id = ?",
                  statement));
        }
      }
      case CANCELLED -> {
        Registered registered = register("PARCEL_DROP_OFF");
        if (registered != null) {
          pause();
          Answer answer =
              calls.post(
                  "/api/v1/returns/%s/cancellation".formatted(registered.returnId()),
                  key("cancel"),
                  Map.of());
          if (confirmed("cancellation", answer)) {
            book.cancelled(registered.returnId());
          }
        }
      }
      case STORE -> {
        Registered registered = register("STORE");
        if (registered != null) {
          pause();
          handIn(registered.number());
        }
      }
      case QR -> {
        Registered registered = register("QR_DROP_OFF");
        if (registered != null) {
          dropOff(registered.returnId());
          carried(List.of(registered.returnId()));
        }
      }
      case PICKUP -> {
        Registered registered = register("HOME_PICKUP");
        if (registered != null) {
          choosePickup(registered.returnId());
          carried(List.of(registered.returnId()));
        }
      }
      case PARCEL -> {
        Registered registered = register("PARCEL_DROP_OFF");
        if (registered != null) {
          carried(List.of(registered.returnId()));
        }
      }
    }
  }

  /** Its return, or null when Retour said no. */
  private Registered register(String method) throws InterruptedException {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int i = 0; i < script.pieces().size(); i++) {
      Piece piece = script.pieces().get(i);
      lines.add(
          Map.of(
              "lineId",
              order.lines().get(i),
              "quantity",
              piece.quantity(),
              "reason",
              piece.reason()));
    }
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", order.id());
    body.put("lines", lines);
    body.put("method", method);
    body.put("resolution", script.resolution());
    body.put("parcels", script.parcels());
    if (script.resolution().equals("EXCHANGE")) {
      body.put(
          "exchange",
          Map.of(
              "inAdvance",
              false,
              "wanted",
              List.of(Map.of("lineId", order.lines().getFirst(), "sku", "TEE12-L"))));
    }
    Answer answer = calls.post("/api/v1/returns", key("register"), body);
    if (!confirmed("registration, " + method + ", " + script.resolution(), answer)) {
      return null;
    }
    Registered registered =
        new Registered(
            answer.body().get("id").asText(),
            answer.body().get("rmaNumber").asText(),
            script.way());
    book.registered(registered);
    return registered;
  }

  private String state() throws InterruptedException {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int i = 0; i < script.pieces().size(); i++) {
      lines.add(
          Map.of("lineId", order.lines().get(i), "quantity", script.pieces().get(i).quantity()));
    }
    Answer answer =
        calls.post(
            "/api/v1/withdrawals",
            key("statement"),
            Map.of(
                "brand",
                "lumen",
                "name",
                "Robin Example",
                "contract",
                order.number(),
                "lines",
                lines,
                "contact",
                order.email(),
                "receivedThrough",
                "EMAIL"));
    if (!confirmed("statement of withdrawal", answer)) {
      return "";
    }
    String id = answer.body().get("id").asText();
    book.stated(id);
    return id;
  }

  private void handIn(String code) throws InterruptedException {
    String id = UUID.nameUUIDFromBytes(key("hand-in").getBytes()).toString();
    List<Map<String, Object>> pieces = new ArrayList<>();
    for (Piece piece : script.pieces()) {
      for (int i = 0; i < piece.quantity(); i++) {
        pieces.add(
            Map.of("sku", piece.goods().sku, "grade", piece.grade(), "reason", piece.reason()));
      }
    }
    Map<String, Object> handIn =
        Map.of(
            "id", id,
            "happenedAt", begun.toString(),
            "code", code,
            "emailOrPostcode", order.email(),
            "pieces", pieces);
    Instant giveUp = Instant.now().plus(LONGEST);
    for (int tries = 0; Instant.now().isBefore(giveUp); tries++) {
      Answer answer =
          calls.post(
              "/api/v1/stores/%s/hand-ins".formatted(STORES.get(script.country())),
              key("hand-in-" + tries),
              Map.of("handIns", List.of(handIn)));
      if (!confirmed("hand-in", answer)) {
        return;
      }
      JsonNode result = answer.body().get("results").get(0);
      switch (result.get("status").asText()) {
        case "TAKEN", "REPEATED" -> {
          book.handedIn(id);
          book.registered(
              new Registered(
                  result.get("returnId").asText(), result.get("rmaNumber").asText(), script.way()));
          return;
        }
        case "RETRY" -> Thread.sleep(LOOK_EVERY);
        default -> {
          book.refused("%s: hand-in: %s".formatted(name, result));
          return;
        }
      }
    }
    book.unanswered(name + ": hand-in");
  }

  private void dropOff(String returnId) throws InterruptedException {
    List<String> ends =
        await(
            "a QR code",
            "select cast(timestampdiff(second, '1970-01-01', expires_at) as char) from qr_code"
                + " where return_id = ?",
            returnId);
    if (ends.isEmpty()) {
      return;
    }
    String claim = "D." + returnId + "." + ends.getFirst();
    String token = claim + "." + BASE64.encodeToString(Calls.hmac(outside.tokenSecret(), claim));
    Map<String, Object> scan =
        Map.of(
            "token",
            token,
            "dropOffPoint",
            "point-7",
            "occurredAt",
            begun.plusSeconds(60).toString());
    confirmed("drop-off", calls.carrierTells("/drop-offs", scan));
    // the point's own system tells it twice
    confirmed("drop-off", calls.carrierTells("/drop-offs", scan));
  }

  private void choosePickup(String returnId) throws InterruptedException {
    Instant giveUp = Instant.now().plus(LONGEST);
    while (Instant.now().isBefore(giveUp)) {
      Answer slots = calls.get("/api/v1/returns/%s/pickup-slots".formatted(returnId));
      if (slots.ok() && !slots.body().isEmpty()) {
        String slot = slots.body().get(0).get("id").asText();
        Answer chosen =
            calls.post(
                "/api/v1/returns/%s/pickup".formatted(returnId),
                key("pickup-" + Instant.now().toEpochMilli()),
                Map.of("slot", slot));
        if (chosen.ok()) {
          return;
        }
      }
      Thread.sleep(LOOK_EVERY);
    }
    book.unanswered(name + ": pickup");
  }

  /** The carrier brings it, and the warehouse looks at it. */
  private void carried(List<String> returnIds) throws InterruptedException {
    if (returnIds.isEmpty()) {
      return;
    }
    String returnId = returnIds.getFirst();
    // the carrier reads its own book, and may be quicker than its answer to Retour
    List<String> numbers =
        await(
            script.parcels(),
            "labels",
            "select tracking_number from simulated_label where request_key like ?"
                + " order by request_key",
            returnId + ":%");
    for (String number : numbers) {
      for (Scan scan : script.scans()) {
        if (!scan.afterReceipt()) {
          tell(number, scan);
        }
      }
    }
    for (String number : numbers) {
      pause();
      receive(number, returnId);
    }
    for (String number : numbers) {
      for (Scan scan : script.scans()) {
        if (scan.afterReceipt()) {
          tell(number, scan);
        }
      }
    }
  }

  private void tell(String number, Scan scan) throws InterruptedException {
    Answer answer =
        calls.carrierTells(
            "",
            Map.of(
                "trackingNumber",
                number,
                "code",
                scan.status(),
                "status",
                scan.status(),
                "occurredAt",
                begun.plusSeconds(60L * scan.minute()).toString()));
    if (confirmed("scan", answer)) {
      book.told(new Told(number, scan.status()));
    }
  }

  private void receive(String number, String returnId) throws InterruptedException {
    // a warehouse does not know a parcel before Retour does
    if (await("a parcel", "select tracking_number from parcel where tracking_number = ?", number)
        .isEmpty()) {
      return;
    }
    Answer received =
        calls.post("/api/v1/warehouse/receipts", key("receipt-" + number), Map.of("code", number));
    if (!confirmed("receipt", received)) {
      return;
    }
    Map<String, String> grades = new HashMap<>();
    script.pieces().forEach(piece -> grades.put(piece.goods().sku, piece.grade()));
    for (JsonNode unit : received.body().get("units")) {
      String unitId = unit.get("unitId").asText();
      String grade = grades.get(unit.get("sku").asText());
      Answer inspected =
          calls.post(
              "/api/v1/warehouse/units/%s/inspection".formatted(unitId),
              key("grade-" + unitId),
              Map.of("grade", grade));
      if (confirmed("inspection", inspected)) {
        book.graded(new Graded(unitId, returnId, grade));
      }
    }
  }

  /** The provider read its own book once more: done, still under way, done. */
  private void providerTellsAgain() throws InterruptedException {
    Thread.sleep(PAYS_WITHIN);
    for (String key :
        sql.texts(
            "select request_key from simulated_refund where payment_reference = ?"
                + " and state = 'SETTLED'",
            order.number())) {
      for (String state : List.of("SETTLED", "PENDING", "SETTLED")) {
        confirmed(
            "news of a refund", calls.providerTells(Map.of("requestKey", key, "state", state)));
      }
    }
  }

  private List<String> await(String what, String query, Object parameter)
      throws InterruptedException {
    return await(1, what, query, parameter);
  }

  /**
   * Empty when it did not come in time. That is noted; whether it is wrong, or a person has to look
   * first, the invariants tell.
   */
  private List<String> await(int wanted, String what, String query, Object parameter)
      throws InterruptedException {
    Instant giveUp = Instant.now().plus(LONGEST);
    while (Instant.now().isBefore(giveUp)) {
      List<String> found = sql.texts(query, parameter);
      if (found.size() >= wanted) {
        return found;
      }
      Thread.sleep(LOOK_EVERY);
    }
    book.waitedInVain("%s: %s".formatted(name, what));
    return List.of();
  }

  private boolean confirmed(String what, Answer answer) {
    if (answer.ok()) {
      return true;
    }
    if (answer.status() == 0 || answer.status() >= 500) {
      book.unanswered("%s: %s: %d".formatted(name, what, answer.status()));
    } else {
      book.refused(
          "%s: %s: %d %s"
              .formatted(name, what, answer.status(), answer.body().path("code").asText("?")));
    }
    return false;
  }

  private void pause() throws InterruptedException {
    Thread.sleep(script.pauseMillis());
  }

  private String key(String step) {
    return name + "-" + step;
  }
}
