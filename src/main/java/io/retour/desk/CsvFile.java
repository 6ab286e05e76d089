package io.retour.desk;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A table to take along, for the spreadsheet of whoever asks for it (RFC 4180). */
record CsvFile(String name, List<String> headings, List<? extends List<?>> lines) {

  private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

  ResponseEntity<byte[]> download() {
    StringBuilder text = new StringBuilder(line(headings));
    lines.forEach(line -> text.append(line(line)));
    return ResponseEntity.ok()
        .contentType(CSV)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String line(List<?> cells) {
    return cells.stream().map(CsvFile::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  /** What others wrote must not become a formula of who opens it. */
  private static String cell(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    if (text.matches("[=+@\\t\\r].*") || text.matches("-\\D.*")) {
      text = "'" + text;
    }
    return text.matches("(?s).*[\",\\r\\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
