package io.retour.testengine;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the REST API writes them, all of one width so that they sort as texts. */
final class Timestamps {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Timestamps() {}

  static String format(final long epochMillis) {
    return FORMAT.format(Instant.ofEpochMilli(epochMillis));
  }
}
