package io.retour.orders.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.retour.orders.Order;
import io.retour.orders.web.CsvRows.Row;
import io.retour.orders.web.ImportReport.LineError;
import io.retour.orders.web.TextLines.Line;
import io.retour.shared.Problem;
import io.retour.shared.web.Unreadable;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;

/** One run of a bulk import: takes the good orders, and says of the others what is wrong. */
final class OrderImport {

  /** The columns of a row that belong to its line or its payment; the others are the order's. */
  private static final Set<String> LINE_COLUMNS =
      Set.of(
          "sku",
          "title",
          "category",
          "quantity",
          "unitPriceMinor",
          "lineDiscountMinor",
          "taxRateBasisPoints",
          "weightGrams",
          "exemption",
          "finalSale",
          "extra",
          "lineDeliveredOn",
          "battery",
          "serialNumbers");

  private static final Map<String, String> PAYMENT_COLUMNS =
      Map.of(
          "paymentMethod", "method",
          "paymentProvider", "provider",
          "paymentReference", "reference",
          "capturedMinor", "capturedMinor");

  private static final Logger log = LoggerFactory.getLogger(OrderImport.class);
  private static final int MOST_ERRORS = 1000;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

  private final OrderIntake intake;
  private final LongFunction<UUID> ids;
  private final String actor;
  private final ObjectMapper json;
  private final Validator validator;
  private final List<LineError> errors = new ArrayList<>();
  private int moreErrors;
  private int added;
  private int alreadyKnown;

  /**
   * @param ids the id of the order that begins in a line; the same again for a request that is sent
   *     again
   */
  OrderImport(
      OrderIntake intake,
      LongFunction<UUID> ids,
      String actor,
      ObjectMapper json,
      Validator validator) {
    this.intake = intake;
    this.ids = ids;
    this.actor = actor;
    this.json = json;
    this.validator = validator;
  }

  ImportReport report() {
    return new ImportReport(added, alreadyKnown, List.copyOf(errors), moreErrors);
  }

  private void error(long line, String field, String detail) {
    if (errors.size() < MOST_ERRORS) {
      errors.add(new LineError(line, field, detail));
    } else {
      moreErrors++;
    }
  }

  void jsonLines(TextLines lines) throws IOException {
    // two orders in one line would otherwise be one, without a word
    ObjectReader order =
        json.readerFor(OrderRequest.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    for (Line line = lines.next(); line != null; line = lines.next()) {
      if (!line.readable()) {
        error(line.number(), "", line.fault());
      } else if (!line.text().isBlank()) {
        try {
          take(line.number(), order.readValue(line.text()));
        } catch (JsonProcessingException unreadable) {
          unreadable(line.number(), unreadable);
        }
      }
    }
  }

  /**
   * Rows that follow each other with the same brand and order number are one order. An order is
   * taken with all of its rows or not at all: with a row missing, every refund would be wrong.
   */
  private final class OrderRows {

    private String key = "";
    private final List<Row> rows = new ArrayList<>();
    private @Nullable Long spoiledBy;
    private @Nullable Long spoilsTheNext;

    private void add(Row row) {
      String rowsKey = key(row);
      if (rowsKey.isEmpty()) {
        // it may belong to the order before it as well as to the one behind it
        spoiledBy = row.line();
        spoilsTheNext = row.line();
      } else {
        if (!rowsKey.equals(key)) {
          end();
          key = rowsKey;
          spoiledBy = spoilsTheNext;
        }
        spoilsTheNext = null;
        if (row.readable()) {
          rows.add(row);
        } else {
          spoiledBy = row.line();
        }
      }
      if (!row.readable()) {
        error(row.line(), "", row.fault());
      }
    }

    /** Empty when that cannot be known of a row that cannot be read. */
    private static String key(Row row) {
      String number = row.value("orderNumber");
      return !row.readable() && (number.isEmpty() || row.value("brand").isEmpty())
          ? ""
          : row.value("brand") + "/" + number;
    }

    private void end() {
      if (!rows.isEmpty()) {
        if (spoiledBy == null) {
          take(rows);
        } else {
          error(
              rows.getFirst().line(),
              "",
              "This order was not taken, because line %d, which cannot be read, may belong to it."
                  .formatted(spoiledBy));
        }
      }
      rows.clear();
    }
  }

  void csv(TextLines lines) throws IOException {
    CsvRows rows;
    try {
      rows = new CsvRows(lines);
    } catch (IllegalArgumentException unusable) {
      error(1, "", String.valueOf(unusable.getMessage()));
      return;
    }
    OrderRows order = new OrderRows();
    for (Row row = rows.next(); row != null; row = rows.next()) {
      order.add(row);
    }
    order.end();
  }

  private void take(List<Row> rows) {
    Row first = rows.getFirst();
    Map<String, Object> order = new LinkedHashMap<>();
    Map<String, Object> payment = new LinkedHashMap<>();
    first
        .values()
        .forEach(
            (column, value) -> {
              if (value.isEmpty() || LINE_COLUMNS.contains(column)) {
                return;
              }
              if (PAYMENT_COLUMNS.containsKey(column)) {
                payment.put(PAYMENT_COLUMNS.get(column), value);
              } else {
                order.put(column, value);
              }
            });
    order.put(
        "lines",
        rows.stream()
            .map(
                row -> {
                  Map<String, Object> line = new LinkedHashMap<>(row.values());
                  line.keySet().retainAll(LINE_COLUMNS);
                  line.values().removeIf(""::equals);
                  // deliveredOn alone is the order's
                  if (line.containsKey("lineDeliveredOn")) {
                    line.put("deliveredOn", line.remove("lineDeliveredOn"));
                  }
                  // several in one field, with blanks between them
                  line.computeIfPresent(
                      "serialNumbers",
                      (column, told) -> List.of(told.toString().strip().split("\\s+")));
                  return line;
                })
            .toList());
    order.put("payments", List.of(payment));
    try {
      take(first.line(), json.convertValue(order, OrderRequest.class));
    } catch (IllegalArgumentException unreadable) {
      if (unreadable.getCause() instanceof JsonProcessingException broken) {
        unreadable(first.line(), broken);
      } else {
        error(first.line(), "", "The order cannot be read.");
      }
    }
  }

  private void unreadable(long line, JsonProcessingException broken) {
    error(line, Unreadable.field(broken), Unreadable.sentence(broken));
  }

  private void take(long line, @Nullable OrderRequest request) {
    if (request == null) {
      error(line, "", "This line is no order.");
      return;
    }
    Set<ConstraintViolation<OrderRequest>> violations = validator.validate(request);
    for (ConstraintViolation<OrderRequest> violation : violations) {
      error(
          line,
          violation.getPropertyPath().toString().replace(".<list element>", ""),
          violation.getMessage());
    }
    if (!violations.isEmpty()) {
      return;
    }
    try {
      Order order = request.toOrder(ids.apply(line));
      if (intake
          .take(order, request.dates(order), request.serialNumbers(order), actor)
          .isPresent()) {
        added++;
      } else {
        alreadyKnown++;
      }
    } catch (Problem problem) {
      error(line, problem.field() == null ? "" : problem.field(), problem.detail());
    } catch (DataIntegrityViolationException unfit) {
      error(line, "", "A value of the order is too large to be kept.");
    } catch (DataAccessResourceFailureException | CannotCreateTransactionException away) {
      log.warn("An import stops at line {}: {}", line, away.getMessage());
      throw Problem.unavailable(
          "import-interrupted",
          "The database went away at line %d; the orders before it are kept. Send the same file again."
              .formatted(line),
          TRY_AGAIN);
    } catch (RuntimeException unexpected) {
      // of this order; the others are not to blame
      log.error("Line {} of an import failed", line, unexpected);
      error(line, "", "Something went wrong on our side with this order; send it again.");
    }
  }
}
