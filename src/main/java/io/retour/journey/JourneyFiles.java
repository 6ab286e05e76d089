package io.retour.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which journeys, tables and forms count: those that came last, with an application or by a
 * deployment (ADR 9). A restart of the same application therefore never brings an older set back;
 * an application with other files than the last one does bring its own, and says so.
 */
@Component
class JourneyFiles {

  private static final Logger log = LoggerFactory.getLogger(JourneyFiles.class);

  /**
   * A set that belongs together.
   *
   * @param packaged whether it came with the application
   * @param files content by file name
   */
  record Release(long id, Instant at, String by, boolean packaged, Map<String, String> files) {}

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private volatile Release current;

  JourneyFiles(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
    Map<String, String> packaged = packaged();
    Optional<Release> newest = newest();
    if (!lastPackaged().equals(Optional.of(fingerprint(packaged)))) {
      newest
          .filter(release -> !release.packaged() && !release.files().equals(packaged))
          .ifPresent(
              release ->
                  log.warn(
                      "This application brings other journeys, tables or forms than the last one:"
                          + " they replace those that {} deployed at {}",
                      release.by(),
                      release.at()));
      current = store(packaged, "application", true);
    } else {
      current = newest.orElseThrow();
    }
  }

  Release current() {
    return current;
  }

  /** Those that lie in the application. */
  static Map<String, String> packaged() {
    Map<String, String> files = new TreeMap<>();
    for (Resource resource : Deployer.resources()) {
      try {
        files.put(
            String.valueOf(resource.getFilename()),
            resource.getContentAsString(StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new UncheckedIOException("A packaged journey cannot be read", unreadable);
      }
    }
    return files;
  }

  /** A new set, for the transaction that deploys it; it counts once {@link #use} is called. */
  Release store(Map<String, String> files, String by, boolean packaged) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return transaction.execute(
        status -> {
          long id =
              jdbc.sql(
                      "insert into journey_release (released_at, released_by, packaged,"
                          + " fingerprint) values (?, ?, ?, ?) returning id")
                  .params(
                      LocalDateTime.ofInstant(now, ZoneOffset.UTC),
                      by,
                      packaged,
                      fingerprint(files))
                  .query(Long.class)
                  .single();
          files.forEach(
              (name, content) ->
                  jdbc.sql("insert into journey_file (release_id, name, content) values (?, ?, ?)")
                      .params(id, name, content)
                      .update());
          return new Release(id, now, by, packaged, Map.copyOf(new TreeMap<>(files)));
        });
  }

  void use(Release release) {
    current = release;
  }

  /** A set that another copy of this application released meanwhile. */
  Optional<Release> newer() {
    return jdbc.sql("select max(id) from journey_release").query(Long.class).single() > current.id()
        ? newest()
        : Optional.empty();
  }

  /** Every diagram that ever counted, oldest first: journeys may still run on it. */
  List<String> everReleased() {
    return jdbc.sql(
            "select min(content) from journey_file where name like '%.bpmn'"
                + " group by name, md5(content) order by min(release_id), name")
        .query(String.class)
        .list();
  }

  private Optional<Release> newest() {
    return jdbc.sql(
            "select id, released_at, released_by, packaged from journey_release"
                + " order by id desc limit 1")
        .query(
            (row, index) -> {
              long id = row.getLong("id");
              return new Release(
                  id,
                  row.getObject("released_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                  row.getString("released_by"),
                  row.getBoolean("packaged"),
                  files(id));
            })
        .optional();
  }

  private Map<String, String> files(long releaseId) {
    Map<String, String> files = new TreeMap<>();
    jdbc.sql("select name, content from journey_file where release_id = ?")
        .param(releaseId)
        .query(
            row -> {
              files.put(row.getString("name"), row.getString("content"));
            });
    return Map.copyOf(files);
  }

  private Optional<String> lastPackaged() {
    return jdbc.sql(
            "select fingerprint from journey_release where packaged order by id desc limit 1")
        .query(String.class)
        .optional();
  }

  private static String fingerprint(Map<String, String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(files)
          .forEach(
              (name, content) ->
                  digest.update((name + "\n" + content + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
