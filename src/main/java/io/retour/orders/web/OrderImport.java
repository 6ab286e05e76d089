package io.retour.orders.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.orders.DateReport;
import io.retour.orders.Order;
import io.retour.orders.OrderCalendar;
import io.retour.orders.web.ImportReport.LineError;
import io.retour.shared.Problem;
import io.retour.shared.web.Unreadable;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

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
          "lineDeliveredOn",
          "battery");

  private static final Map<String, String> PAYMENT_COLUMNS =
      Map.of(
          "paymentMethod", "method",
          "paymentProvider", "provider",
          "paymentReference", "reference",
          "capturedMinor", "capturedMinor");

  private final OrderCalendar orders;
  private final String actor;
  private final ObjectMapper json;
  private final Validator validator;
  private final List<LineError> errors = new ArrayList<>();
  private int added;
  private int alreadyKnown;

  OrderImport(OrderCalendar orders, String actor, ObjectMapper json, Validator validator) {
    this.orders = orders;
    this.actor = actor;
    this.json = json;
    this.validator = validator;
  }

  ImportReport report() {
    return new ImportReport(added, alreadyKnown, List.copyOf(errors));
  }

  void jsonLines(Reader body) throws IOException {
    BufferedReader lines = new BufferedReader(body);
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        try {
          take(number, json.readValue(line, OrderRequest.class));
        } catch (JsonProcessingException unreadable) {
          errors.add(unreadable(number, unreadable));
        }
      }
    }
  }

  /** Rows that follow each other with the same brand and order number are one order. */
  void csv(Reader body) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();
    try (CSVParser rows = format.parse(body)) {
      List<CSVRecord> order = new ArrayList<>();
      for (CSVRecord row : rows) {
        if (!order.isEmpty() && !key(order.getFirst()).equals(key(row))) {
          take(order);
          order.clear();
        }
        order.add(row);
      }
      if (!order.isEmpty()) {
        take(order);
      }
    } catch (IllegalArgumentException | java.io.UncheckedIOException malformed) {
      throw Problem.invalid(
          "csv-malformed", "body", "This is not readable as CSV: " + malformed.getMessage());
    }
  }

  private static String key(CSVRecord row) {
    return text(row, "brand") + "/" + text(row, "orderNumber");
  }

  private static String text(CSVRecord row, String column) {
    return row.isMapped(column) && row.isSet(column) ? row.get(column) : "";
  }

  private void take(List<CSVRecord> rows) {
    CSVRecord first = rows.getFirst();
    Map<String, Object> order = new LinkedHashMap<>();
    Map<String, Object> payment = new LinkedHashMap<>();
    first
        .toMap()
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
                  Map<String, String> line = new LinkedHashMap<>(row.toMap());
                  line.keySet().retainAll(LINE_COLUMNS);
                  line.values().removeIf(String::isEmpty);
                  // deliveredOn alone is the order's
                  if (line.containsKey("lineDeliveredOn")) {
                    line.put("deliveredOn", line.remove("lineDeliveredOn"));
                  }
                  return line;
                })
            .toList());
    order.put("payments", List.of(payment));
    try {
      take(first.getRecordNumber() + 1, json.convertValue(order, OrderRequest.class));
    } catch (IllegalArgumentException unreadable) {
      errors.add(
          unreadable.getCause() instanceof JsonProcessingException broken
              ? unreadable(first.getRecordNumber() + 1, broken)
              : new LineError(first.getRecordNumber() + 1, "", "The order cannot be read."));
    }
  }

  private static LineError unreadable(long line, JsonProcessingException broken) {
    return new LineError(line, Unreadable.field(broken), Unreadable.sentence(broken));
  }

  /** Of two equal orders sent at once, the one that came second is known by then. */
  static boolean added(OrderCalendar orders, Order order, DateReport dates, String actor) {
    try {
      return orders.add(order, dates, actor);
    } catch (DataIntegrityViolationException beaten) {
      return orders.add(order, dates, actor);
    }
  }

  private void take(long line, @Nullable OrderRequest request) {
    if (request == null) {
      errors.add(new LineError(line, "", "This line is no order."));
      return;
    }
    Set<ConstraintViolation<OrderRequest>> violations = validator.validate(request);
    for (ConstraintViolation<OrderRequest> violation : violations) {
      errors.add(
          new LineError(
              line,
              violation.getPropertyPath().toString().replace(".<list element>", ""),
              violation.getMessage()));
    }
    if (!violations.isEmpty()) {
      return;
    }
    try {
      Order order = request.toOrder(UUID.randomUUID());
      if (added(orders, order, request.dates(order), actor)) {
        added++;
      } else {
        alreadyKnown++;
      }
    } catch (Problem problem) {
      errors.add(
          new LineError(line, problem.field() == null ? "" : problem.field(), problem.detail()));
    } catch (DataIntegrityViolationException unfit) {
      errors.add(new LineError(line, "", "A value of the order is too large to be kept."));
    }
  }
}
