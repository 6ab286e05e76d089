package io.retour.journey;

import io.retour.journey.JourneyReleases.Lease;
import io.retour.journey.JourneyReleases.Release;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
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

  /** Outlasts a request to Camunda. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final JourneyReleases releases;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private volatile Release current;

  JourneyFiles(JourneyReleases releases, TransactionTemplate transaction, Clock clock) {
    this.releases = releases;
    this.transaction = transaction;
    this.clock = clock;
    Map<String, String> packaged = packaged();
    Optional<Release> newest = releases.newest();
    if (!releases.lastPackaged().equals(Optional.of(fingerprint(packaged)))) {
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

  private Release store(Map<String, String> files, String by, boolean packaged) {
    return releases.add(
        files, fingerprint(files), by, packaged, clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  /**
   * Keeps a set that Camunda took; it counts for this copy once {@link #use} is called, and for the
   * others soon.
   *
   * @return empty when it took so long that somebody else took the lease over
   */
  Optional<Release> store(Map<String, String> files, String by, Lease lease) {
    return transaction.execute(
        status ->
            releases.end(lease) ? Optional.of(store(files, by, false)) : Optional.<Release>empty());
  }

  /** The right to deploy, for as long as a request to Camunda takes; empty while another has it. */
  Optional<Lease> lease() {
    Instant now = clock.instant();
    return releases.lease(now, now.plus(LEASE));
  }

  void end(Lease lease) {
    releases.end(lease);
  }

  /** Camunda may have taken it or not: the set that counts has to be deployed again. */
  void abandon(Lease lease) {
    releases.abandon(lease, clock.instant());
  }

  boolean abandoned() {
    return releases.abandoned(clock.instant());
  }

  void use(Release release) {
    current = release;
  }

  /** A set that another copy of this application released meanwhile. */
  Optional<Release> newer() {
    return releases.after(current);
  }

  /** Every diagram that ever counted, oldest first: journeys may still run on it. */
  List<String> everReleased() {
    return releases.diagrams();
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
