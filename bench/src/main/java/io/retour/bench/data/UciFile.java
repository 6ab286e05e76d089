package io.retour.bench.data;

import io.retour.bench.ToolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the "Online Retail" file of the UCI repository (Chen, Sain and Guo, 2012; CC BY 4.0). */
final class UciFile {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private UciFile() {}

  /** All invoices, the earliest first. */
  static List<Invoice> read(Path file) {
    Map<String, Invoice> invoices = new LinkedHashMap<>();
    CSVFormat format =
        CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    try (Reader text = open(file);
        CSVParser rows = format.parse(text)) {
      for (CSVRecord row : rows) {
        invoices
            .computeIfAbsent(row.get("InvoiceNo"), number -> head(number, row))
            .lines()
            .add(
                new Invoice.Line(
                    row.get("StockCode").toUpperCase(Locale.ROOT),
                    row.get("Description"),
                    Integer.parseInt(row.get("Quantity")),
                    new BigDecimal(row.get("UnitPrice"))));
      }
    } catch (IOException | RuntimeException unreadable) {
      throw new ToolException(
          "%s is not the file this tool knows: %s".formatted(file, unreadable.getMessage()),
          unreadable);
    }
    return invoices.values().stream().sorted(Comparator.comparing(Invoice::at)).toList();
  }

  private static Invoice head(String number, CSVRecord row) {
    return new Invoice(
        number,
        LocalDateTime.parse(row.get("InvoiceDate"), TIME),
        row.get("CustomerID").replaceFirst("\\.0$", ""),
        row.get("Country"),
        new ArrayList<>());
  }

  private static Reader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return new InputStreamReader(
        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
        StandardCharsets.UTF_8);
  }
}
