package io.retour.orders.web;

import io.retour.orders.web.TextLines.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV file (RFC 4180) with a header, one after the other. A field in quotes may go on
 * in the next lines; so does one whose quote was forgotten. A row that makes no sense together with
 * the lines after it is reported with its own line only, and reading goes on with the next one.
 */
final class CsvRows {

  private static final CSVFormat STRICT = CSVFormat.RFC4180.builder().setTrim(true).get();
  private static final CSVFormat OPEN_AT_THE_END = STRICT.builder().setLenientEof(true).get();
  private static final int MOST_LINES_OF_A_ROW = 50;

  /**
   * @param line where the row begins, counted from 1
   * @param values by column; of a row that cannot be read, those before the fault
   * @param fault why it cannot be read, empty when it can
   */
  record Row(long line, Map<String, String> values, String fault) {

    boolean readable() {
      return fault.isEmpty();
    }

    String value(String column) {
      return values.getOrDefault(column, "");
    }
  }

  private final TextLines lines;
  private final Deque<Line> putBack = new ArrayDeque<>();
  private final List<String> header;

  /**
   * @throws IllegalArgumentException when there is no header that columns can be told by, with the
   *     sentence that says why
   */
  CsvRows(TextLines lines) throws IOException {
    this.lines = lines;
    this.header = header(nextLine());
  }

  private static List<String> header(@Nullable Line first) {
    if (first == null) {
      throw new IllegalArgumentException("There is no header and nothing else.");
    }
    List<String> columns = first.readable() ? values(first.text(), STRICT) : null;
    if (columns == null) {
      throw new IllegalArgumentException(
          "The header cannot be read, so nothing was taken. " + first.fault());
    }
    if (columns.stream().distinct().count() < columns.size() || columns.contains("")) {
      throw new IllegalArgumentException(
          "The header names a column twice or not at all, so nothing was taken.");
    }
    if (!columns.contains("brand") || !columns.contains("orderNumber")) {
      throw new IllegalArgumentException(
          "The header has no columns brand and orderNumber, separated by commas; nothing was taken.");
    }
    return columns;
  }

  /** The next row, absent at the end. Empty lines are none. */
  @Nullable Row next() throws IOException {
    Line first = nextLine();
    while (first != null && first.readable() && first.text().isBlank()) {
      first = nextLine();
    }
    if (first == null) {
      return null;
    }
    if (!first.readable()) {
      return new Row(first.number(), before(first.text()), first.fault());
    }
    List<String> values = values(first.text(), STRICT);
    if (values == null && values(first.text(), OPEN_AT_THE_END) != null) {
      values = withLinesBelow(first);
    }
    if (values == null) {
      return new Row(
          first.number(),
          before(first.text()),
          "This row is not readable as CSV: a quote is missing, or one is too many.");
    }
    if (values.size() != header.size()) {
      return new Row(
          first.number(),
          byColumn(values),
          "This row has %d columns, the header has %d.".formatted(values.size(), header.size()));
    }
    return new Row(first.number(), byColumn(values), "");
  }

  /** Reads on until the quote is closed; when that makes no row, the lines are put back. */
  private @Nullable List<String> withLinesBelow(Line first) throws IOException {
    StringBuilder text = new StringBuilder(first.text());
    List<Line> below = new ArrayList<>();
    for (Line line = nextLine(); line != null; line = nextLine()) {
      below.add(line);
      text.append('\n').append(line.text());
      if (!line.readable()
          || below.size() >= MOST_LINES_OF_A_ROW
          || text.length() > TextLines.LONGEST) {
        break;
      }
      if (line.text().indexOf('"') >= 0) {
        List<String> values = values(text.toString(), STRICT);
        if (values != null && values.size() == header.size()) {
          return values;
        }
        if (values(text.toString(), OPEN_AT_THE_END) == null || values != null) {
          break;
        }
      }
    }
    below.reversed().forEach(putBack::addFirst);
    return null;
  }

  private @Nullable Line nextLine() throws IOException {
    return putBack.isEmpty() ? lines.next() : putBack.removeFirst();
  }

  /** What stands in the columns before the first quote, and so before any fault. */
  private Map<String, String> before(String text) {
    int quote = text.indexOf('"');
    List<String> whole =
        new ArrayList<>(List.of((quote < 0 ? text : text.substring(0, quote)).split(",", -1)));
    whole.removeLast();
    return byColumn(whole.stream().map(String::strip).toList());
  }

  private Map<String, String> byColumn(List<String> values) {
    Map<String, String> result = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(values.size(), header.size()); i++) {
      result.put(header.get(i), values.get(i));
    }
    return result;
  }

  /** The fields of one row, absent when the text is none. */
  private static @Nullable List<String> values(String text, CSVFormat format) {
    try (CSVParser parser = CSVParser.parse(text, format)) {
      List<CSVRecord> records = parser.getRecords();
      return records.size() == 1 ? records.getFirst().toList() : null;
    } catch (IOException | UncheckedIOException malformed) {
      return null;
    }
  }
}
