package io.retour.journey;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sets of journeys, tables and forms that were ever released; they are never changed. */
public interface JourneyReleases {

  /**
   * A set that belongs together.
   *
   * @param packaged whether it came with the application
   * @param files content by file name
   */
  record Release(long id, Instant at, String by, boolean packaged, Map<String, String> files) {}

  /**
   * @param fingerprint tells sets apart
   */
  Release add(
      Map<String, String> files, String fingerprint, String by, boolean packaged, Instant at);

  Optional<Release> newest();

  /** The newest one if it came after that one. */
  Optional<Release> after(Release known);

  /** The fingerprint of the last set that came with an application. */
  Optional<String> lastPackaged();

  /** Every diagram that was ever released, oldest first. */
  List<String> diagrams();
}
